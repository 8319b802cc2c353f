namespace Pipeline.Orders;

/// <summary>One line of an order; <paramref name="UnitPrice"/> is in minor units of the order's currency.</summary>
public sealed record OrderLine(string Sku, long Quantity, long UnitPrice);
