using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Pipeline.Http.Problems;

/// <summary>
/// How large a request may be. What Kestrel itself refuses has no body, so it is told to read more than is taken, and the refusal becomes
/// a problem document.
/// </summary>
public static class RequestLimits
{
    /// <summary>Characters of path and query.</summary>
    public const int MaxTarget = 8 * 1_024;

    /// <summary>Characters of all header fields.</summary>
    public const int MaxHeaders = 32 * 1_024;

    public const int MaxHeaderFields = 100;

    private const int ReadAtMost = 128 * 1_024;
    private const int FieldsReadAtMost = 1_000;

    /// <summary>What Kestrel reads before it refuses a request without a body.</summary>
    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestLineSize = ReadAtMost;
        kestrel.Limits.MaxRequestHeadersTotalSize = ReadAtMost;
        kestrel.Limits.MaxRequestHeaderCount = FieldsReadAtMost;

        // Any byte is a character of Latin-1: a header that is not UTF-8 is judged by who reads it, and a trailer throws nothing.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
    }
}
