namespace Pipeline.Orders;

/// <summary>Place a new order; the request was validated before.</summary>
public sealed record PlaceOrder(
    string CustomerId,
    string Email,
    string Currency,
    IReadOnlyList<OrderLine> Lines,
    long Tax,
    long ShippingFee) : OrderCommand;
