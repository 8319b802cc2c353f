namespace Pipeline.Audit;

/// <summary>The stock of an SKU; <paramref name="Received"/> is all that was ever put into it.</summary>
public sealed record StoredStock(string Sku, long OnHand, long Reserved, long Received);
