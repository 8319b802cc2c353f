using Pipeline.Failures;

namespace Pipeline.Inventory;

/// <summary>Not enough of a SKU: the order cannot be served; the caller gives up the order, not the request.</summary>
public sealed record StockShort(string Sku, long Requested, long Available)
    : Failure("stock-short", $"{Requested} of {Sku} are wanted, {Available} are available.");
