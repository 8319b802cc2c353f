using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Pipeline.Http.Problems;

namespace Pipeline.Http.Access;

/// <summary>Who may make admin calls: anyone with the key; without it, only callers on this machine.</summary>
public sealed class AdminAccess(IOptions<AdminOptions> options)
{
    public const string HeaderName = "x-functions-key";

    /// <summary>Why the host must not start on these URLs, or null when it may.</summary>
    public static string? WhyNotStart(IEnumerable<string> urls, string? key) =>
        string.IsNullOrEmpty(key) && urls.FirstOrDefault(ListeningAddress.IsBeyondLoopback) is { } url
            ? $"{url} is reachable from other machines, and Admin:Key is not set. Set Admin:Key, or listen on 127.0.0.1 only."
            : null;

    /// <summary>Whether a call needs the key, which it does unless it can only have come from this machine.</summary>
    public static bool NeedsKey(bool boundBeyondLoopback, bool forwarded, IPAddress? remote) =>
        boundBeyondLoopback || forwarded || (remote is not null && !IPAddress.IsLoopback(remote));

    /// <summary>Why a call is refused, or null when it may go on.</summary>
    public Problem? WhyNot(HttpRequest request)
    {
        var forwarded = request.Headers.ContainsKey("Forwarded") || request.Headers.ContainsKey("X-Forwarded-For");
        return !NeedsKey(options.Value.BoundBeyondLoopback, forwarded, request.HttpContext.Connection.RemoteIpAddress) || HasKey(request)
            ? null
            : new Problem(
                StatusCodes.Status401Unauthorized, "admin-key-required", $"Send the admin key (Admin:Key) in the {HeaderName} header.")
            {
                Challenge = "ApiKey",
            };
    }

    private bool HasKey(HttpRequest request) =>
        options.Value.Key is { Length: > 0 } key
        && request.Headers.TryGetValue(HeaderName, out var given)
        && given.Count == 1
        && CryptographicOperations.FixedTimeEquals(Hash(key), Hash(given[0]!));

    // Hashes are equally long, so that the comparison does not reveal the key's length.
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <summary>Section <c>Admin</c>.</summary>
public sealed record AdminOptions
{
    public const string Section = "Admin";

    /// <summary>What operators send as x-functions-key; without one, admin calls work over loopback only.</summary>
    public string? Key { get; set; }

    /// <summary>Whether the host listens beyond loopback; true, so that the key is required, until the host sets it.</summary>
    public bool BoundBeyondLoopback { get; set; } = true;
}
