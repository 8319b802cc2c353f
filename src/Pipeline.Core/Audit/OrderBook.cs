using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>One order as its events tell it.</summary>
public sealed class OrderBook
{
    /// <summary>What the events add up to; null while none was read.</summary>
    public Order? State { get; set; }

    /// <summary>What is wrong with the stream itself, or null.</summary>
    public string? Problem { get; set; }
}
