namespace Pipeline.CosmosGateway.Partitions;

/// <summary>A physical partition: the hashes from <paramref name="Min"/> up to, not including, <paramref name="Max"/>.</summary>
internal sealed record PartitionRange(int Number, string Min, string Max)
{
    public string Id => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public bool Contains(string hash) => string.CompareOrdinal(hash, Min) >= 0 && string.CompareOrdinal(hash, Max) < 0;
}
