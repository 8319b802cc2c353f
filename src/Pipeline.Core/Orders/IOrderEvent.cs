using Pipeline.Events;

namespace Pipeline.Orders;

/// <summary>An event of an order's stream.</summary>
public interface IOrderEvent : IEvent;
