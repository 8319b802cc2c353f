using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Failures;

namespace Pipeline.Webhooks;

/// <summary>Stripe's webhook signature: <c>t=unix seconds,v1=hex HMAC-SHA256 of "{t}.{payload}"</c>.</summary>
public static class StripeSignature
{
    public const string HeaderName = "Stripe-Signature";

    /// <summary>How far the time of signing may be from now, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <summary>The header that Stripe would send with this payload.</summary>
    public static string Sign(ReadOnlySpan<byte> payload, string secret, DateTimeOffset timestamp)
    {
        var time = timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(Compute(payload, secret, time))}";
    }

    /// <summary>Null when one of the secrets signed exactly these bytes within <see cref="Tolerance"/> of now.</summary>
    public static Failure? Verify(ReadOnlySpan<byte> payload, string? header, IEnumerable<string> secrets, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(header))
        {
            return new Unauthentic("signature-missing", $"The {HeaderName} header is missing.");
        }

        if (!StripeSignatureHeader.TryParse(header, out var signature))
        {
            return new Unauthentic("signature-malformed", $"The {HeaderName} header must be t=<unix seconds>,v1=<64 hex digits>.");
        }

        if (!IsSigned(payload, signature, secrets))
        {
            return new Unauthentic("signature-mismatch", "No signing secret of this endpoint makes the given signature of this body.");
        }

        var seconds = now.ToUnixTimeSeconds();
        var tolerance = (long)Tolerance.TotalSeconds;
        return signature.Seconds < seconds - tolerance || signature.Seconds > seconds + tolerance
            ? new Stale("signature-stale", $"It was signed more than {tolerance} s before or after now; sign it again, or set the clock.")
            : null;
    }

    // Every pair is compared, whatever the result so far, so that timing reveals nothing.
    private static bool IsSigned(ReadOnlySpan<byte> payload, StripeSignatureHeader signature, IEnumerable<string> secrets)
    {
        var matches = false;
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            var expected = Compute(payload, secret, signature.Time);
            foreach (var given in signature.Hashes)
            {
                matches |= CryptographicOperations.FixedTimeEquals(expected, given);
            }
        }

        return matches;
    }

    private static byte[] Compute(ReadOnlySpan<byte> payload, string secret, string time)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(time));
        hmac.AppendData("."u8);
        hmac.AppendData(payload);
        return hmac.GetHashAndReset();
    }
}

/// <summary>The parts of a Stripe-Signature header; schemes other than v1 are ignored.</summary>
/// <param name="Time">The time as written, because that text is signed.</param>
internal sealed record StripeSignatureHeader(string Time, long Seconds, IReadOnlyList<byte[]> Hashes)
{
    private const int HashLength = 32;
    private const int MaxHashes = 20;

    public static bool TryParse(string header, [NotNullWhen(true)] out StripeSignatureHeader? signature)
    {
        string? time = null;
        var hashes = new List<byte[]>(1);
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=');
            var scheme = equals < 0 ? part : part[..equals];
            if (scheme == "t")
            {
                time ??= part[(equals + 1)..];
            }
            else if (scheme == "v1" && hashes.Count < MaxHashes && Hash(part.AsSpan(equals + 1)) is { } hash)
            {
                hashes.Add(hash);
            }
        }

        var valid = long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && hashes.Count > 0;
        signature = valid ? new StripeSignatureHeader(time!, seconds, hashes) : null;
        return valid;
    }

    private static byte[]? Hash(ReadOnlySpan<char> hex)
    {
        var bytes = new byte[HashLength];
        return hex.Length == 2 * HashLength && Convert.FromHexString(hex, bytes, out _, out _) == OperationStatus.Done ? bytes : null;
    }
}
