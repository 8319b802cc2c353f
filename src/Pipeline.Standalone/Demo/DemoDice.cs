using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Standalone.Demo;

/// <summary>Repeatable chance: each number depends only on the seed, its purpose and a counter.</summary>
internal sealed class DemoDice(long seed)
{
    /// <summary>A share from 0 up to, not including, 1.</summary>
    public double Share(string purpose, int index)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\n{purpose}\n{index}")), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }

    /// <summary>A whole number from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    public int Number(string purpose, int index, int from, int to) => from + (int)(Share(purpose, index) * (to - from));

    public T Choose<T>(string purpose, int index, IReadOnlyList<T> choices) => choices[Number(purpose, index, 0, choices.Count)];
}
