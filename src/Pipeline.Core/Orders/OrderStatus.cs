using System.Text.Json.Serialization;
using Pipeline.Events;

namespace Pipeline.Orders;

/// <summary>How far an order has come; the names are those of the HTTP surface.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    [JsonStringEnumMemberName("placed")]
    Placed,

    [JsonStringEnumMemberName("reserved")]
    Reserved,

    [JsonStringEnumMemberName("paid")]
    Paid,

    [JsonStringEnumMemberName("shipped")]
    Shipped,

    [JsonStringEnumMemberName("confirmed")]
    Confirmed,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    [JsonStringEnumMemberName("needs-attention")]
    NeedsAttention,
}

/// <summary>The written names of <see cref="OrderStatus"/>, and which are terminal.</summary>
public static class OrderStatuses
{
    /// <summary>Every status name, in the order in which an order reaches them.</summary>
    public static IReadOnlyList<string> All => WrittenNames<OrderStatus>.All;

    public static string Name(this OrderStatus status) => WrittenNames<OrderStatus>.Of(status);

    /// <summary>The status of that name, or null.</summary>
    public static OrderStatus? Parse(string name) => WrittenNames<OrderStatus>.Parse(name);

    /// <summary>Whether the order is closed; a late capture is still recorded and refunded.</summary>
    public static bool IsTerminal(this OrderStatus status) => status is OrderStatus.Confirmed or OrderStatus.Cancelled;
}
