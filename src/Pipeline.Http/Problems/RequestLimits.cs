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

        // The default throws: a header that is not UTF-8 would get a bare 400, and such a trailer, which is read with the body, an error of
        // the server's own. This encoding shows what is broken as U+FFFD, and who reads the header judges it.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.UTF8;
    }
}
