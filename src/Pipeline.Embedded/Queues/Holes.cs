using System.Buffers;

namespace Pipeline.Embedded.Queues;

/// <summary>Writes ascending positions as differences of seven bits a byte, so that a cursor's row stays small.</summary>
internal static class Holes
{
    public static byte[] Encode(IEnumerable<long> ascending)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var last = 0L;
        foreach (var position in ascending)
        {
            var difference = (ulong)(position - last);
            last = position;
            for (; difference >= 0x80; difference >>= 7)
            {
                bytes.Write([(byte)(difference | 0x80)]);
            }

            bytes.Write([(byte)difference]);
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static IReadOnlyList<long> Decode(ReadOnlySpan<byte> bytes)
    {
        var positions = new List<long>();
        var (last, difference, shift) = (0L, 0L, 0);
        foreach (var part in bytes)
        {
            difference |= (long)(part & 0x7F) << shift;
            shift += 7;
            if (part < 0x80)
            {
                last += difference;
                positions.Add(last);
                (difference, shift) = (0, 0);
            }
        }

        return positions;
    }
}
