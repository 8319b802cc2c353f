using Pipeline.Orders;

namespace Pipeline.Reactions;

/// <summary>Writes an order's view unless a newer one is there.</summary>
public sealed record SaveOrderView(OrderView View) : Effect;
