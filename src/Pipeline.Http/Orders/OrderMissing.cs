using Pipeline.Failures;

namespace Pipeline.Http.Orders;

/// <summary>There is no order of that id.</summary>
public static class OrderMissing
{
    public static NotFound Of(string orderId) => new("order-not-found", $"There is no order {orderId}.");
}
