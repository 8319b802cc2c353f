using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Pipeline.CosmosGateway.Partitions;

/// <summary>The hash, version 2, by which a partition key finds its physical partition.</summary>
internal static class KeyHash
{
    public static string Of(IEnumerable<JsonElement> components) => string.Concat(components.Select(Of));

    private static string Of(JsonElement component)
    {
        var hash = Murmur128.Of(Encode(component));
        Array.Reverse(hash);
        hash[0] &= 0x3F;
        return Convert.ToHexString(hash);
    }

    // A byte for the type, then the value; a string ends with a byte that no UTF-8 has.
    private static byte[] Encode(JsonElement component) => component.ValueKind switch
    {
        JsonValueKind.String => [0x08, .. Encoding.UTF8.GetBytes(component.GetString()!), 0xFF],
        JsonValueKind.Number => [0x05, .. Bytes(component.GetDouble())],
        JsonValueKind.True => [0x03],
        JsonValueKind.False => [0x02],
        JsonValueKind.Null => [0x01],
        _ => [0x00],
    };

    private static byte[] Bytes(double number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
        return bytes;
    }
}
