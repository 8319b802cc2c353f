namespace Pipeline.Orders;

/// <summary>order.placed v2. Amounts are in minor units; <paramref name="TotalAmount"/> = subtotal + tax + shippingFee.</summary>
public sealed record OrderPlaced(
    string CustomerId,
    string Email,
    string Currency,
    IReadOnlyList<OrderLine> Lines,
    long Subtotal,
    long Tax,
    long ShippingFee,
    long TotalAmount) : IOrderEvent;
