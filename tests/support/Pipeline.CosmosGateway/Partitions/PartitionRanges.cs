using System.Globalization;

namespace Pipeline.CosmosGateway.Partitions;

/// <summary>The physical partitions of a container; together they hold every hash.</summary>
internal sealed class PartitionRanges(IReadOnlyList<PartitionRange> all)
{
    // Hashes of version 2 leave the two highest bits empty.
    private const int HashSpace = 0x4000;

    public IReadOnlyList<PartitionRange> All => all;

    public static PartitionRanges Of(int count)
    {
        string Bound(int n) => n == 0 ? "" : n == count ? "FF" : (HashSpace * n / count).ToString("X4", CultureInfo.InvariantCulture);
        return new PartitionRanges([.. Enumerable.Range(0, count).Select(n => new PartitionRange(n, Bound(n), Bound(n + 1)))]);
    }

    public PartitionRange? Find(string id) => all.FirstOrDefault(range => range.Id == id);

    public PartitionRange Holding(PartitionKeyValue key) => all.Count == 1 ? all[0] : all.First(range => range.Contains(key.Hash));
}
