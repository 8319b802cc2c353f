using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Azure.Cosmos;

/// <summary>A document id from text that an id could not hold: of fixed length and safe in addresses.</summary>
internal static class HashedId
{
    public static string Of(params ReadOnlySpan<string> parts) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
