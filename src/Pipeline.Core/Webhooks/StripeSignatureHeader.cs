using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pipeline.Webhooks;

/// <summary>The parts of a Stripe-Signature header; schemes other than v1 are ignored.</summary>
/// <param name="Time">The time as it is written, since that text is signed.</param>
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
