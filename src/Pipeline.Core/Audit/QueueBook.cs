namespace Pipeline.Audit;

/// <summary>One queue.</summary>
/// <param name="Handled">Deliveries that took effect.</param>
/// <param name="UnderWay">Whether deliveries of it are under way.</param>
/// <param name="Position">How far it is in the log; null on an engine whose queues have no position.</param>
public sealed record QueueBook(string Queue, long Handled, bool UnderWay, long? Position);
