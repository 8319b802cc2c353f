using Azure.Messaging;

namespace Pipeline.Orders;

/// <summary>An order after a command, and the events that the command made; none when it was done before.</summary>
public sealed record OrderChange(Order Order, IReadOnlyList<CloudEvent> Events);
