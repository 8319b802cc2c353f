using System.Collections.Frozen;

namespace Pipeline.Orders;

/// <summary>The written names of <see cref="OrderStatus"/>.</summary>
public static class OrderStatuses
{
    private static readonly FrozenDictionary<OrderStatus, string> Names = new Dictionary<OrderStatus, string>
    {
        [OrderStatus.Placed] = "placed",
        [OrderStatus.Reserved] = "reserved",
        [OrderStatus.Paid] = "paid",
        [OrderStatus.Shipped] = "shipped",
        [OrderStatus.Confirmed] = "confirmed",
        [OrderStatus.Cancelled] = "cancelled",
        [OrderStatus.NeedsAttention] = "needs-attention",
    }.ToFrozenDictionary();

    /// <summary>Every status name, in the order of the story.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<OrderStatus>().Select(Name)];

    public static string Name(this OrderStatus status) => Names[status];

    /// <summary>The status of that name, or null.</summary>
    public static OrderStatus? Parse(string name) =>
        Names.Where(pair => pair.Value == name).Select(pair => (OrderStatus?)pair.Key).FirstOrDefault();

    /// <summary>Confirmed and cancelled orders change no more (but a late capture is still recorded and refunded).</summary>
    public static bool IsTerminal(this OrderStatus status) => status is OrderStatus.Confirmed or OrderStatus.Cancelled;
}
