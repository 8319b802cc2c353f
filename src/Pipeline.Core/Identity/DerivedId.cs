using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Identity;

/// <summary>Derives the same id each time from the same cause, so that doing something twice is recognised as doing it once.</summary>
public static class DerivedId
{
    /// <summary>A UUIDv7 (RFC 9562) of the given time whose random bits are a hash of cause and purpose.</summary>
    public static string From(DateTimeOffset time, string cause, string purpose)
    {
        Span<byte> bytes = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(cause + "\n" + purpose), bytes);
        var id = bytes[..16];
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, time.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(id);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true).ToString();
    }
}
