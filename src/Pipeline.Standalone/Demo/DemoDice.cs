using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Standalone.Demo;

/// <summary>Chance that the same seed brings again: each number hangs on the seed, what it is for, and a counter alone.</summary>
internal sealed class DemoDice(long seed)
{
    /// <summary>A share from 0 to below 1.</summary>
    public double Share(string purpose, int index)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\n{purpose}\n{index}")), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }

    /// <summary>A whole number from <paramref name="from"/> to below <paramref name="to"/>.</summary>
    public int Number(string purpose, int index, int from, int to) => from + (int)(Share(purpose, index) * (to - from));

    public T Choose<T>(string purpose, int index, IReadOnlyList<T> choices) => choices[Number(purpose, index, 0, choices.Count)];
}
