using Pipeline.Orders;

namespace Pipeline.Http.Orders;

/// <summary>An order in a list.</summary>
public sealed record OrderSummary(
    string OrderId,
    string Status,
    long Version,
    string CustomerId,
    string Currency,
    long TotalAmount,
    int LineCount,
    string? TrackingNumber,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt)
{
    public static OrderSummary Of(OrderView view) => new(
        view.OrderId, view.Status.Name(), view.Version, view.CustomerId, view.Currency, view.Total, view.LineCount, view.TrackingNumber,
        view.PlacedAt, view.UpdatedAt);
}
