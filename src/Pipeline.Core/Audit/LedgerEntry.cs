namespace Pipeline.Audit;

/// <summary>A payment in the provider's own books; amounts in minor units.</summary>
public sealed record LedgerEntry(long Captured, long Refunded);
