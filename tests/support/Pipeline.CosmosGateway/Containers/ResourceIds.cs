using System.Buffers.Binary;

namespace Pipeline.CosmosGateway.Containers;

/// <summary>Resource ids in Cosmos DB's binary layout, because the client parses them.</summary>
internal static class ResourceIds
{
    public static string Database(int number) => Text(DatabaseBytes(number));

    public static string Container(int database, int number) => Text(ContainerBytes(database, number));

    /// <summary>A document's id grows with the order of creation.</summary>
    public static string Document(int database, int container, long number) =>
        Text([.. ContainerBytes(database, container), .. LittleEndian(number, 0x00)]);

    /// <summary>The number that a document's id was made of.</summary>
    public static long NumberOf(string document) =>
        BinaryPrimitives.ReadInt64LittleEndian(Convert.FromBase64String(document.Replace('-', '/')).AsSpan(8));

    public static string Range(int database, int container, int number) =>
        Text([.. ContainerBytes(database, container), .. LittleEndian(number, 0x50)]);

    private static byte[] DatabaseBytes(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] ContainerBytes(int database, int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        // The high bit tells a container from a user.
        bytes[0] |= 0x80;
        return [.. DatabaseBytes(database), .. bytes];
    }

    private static byte[] LittleEndian(long number, byte type)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        bytes[7] |= type;
        return bytes;
    }

    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).Replace('/', '-');
}
