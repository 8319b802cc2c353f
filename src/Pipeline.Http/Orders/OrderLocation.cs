using Pipeline.Http.Requests;

namespace Pipeline.Http.Orders;

/// <summary>Where an order is found.</summary>
public static class OrderLocation
{
    public static string Of(string orderId) => $"{RouteText.Prefix}orders/{orderId}";
}
