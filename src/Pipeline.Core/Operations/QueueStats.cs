namespace Pipeline.Operations;

/// <summary>One queue. <paramref name="Lag"/> is the log's head minus the queue's cursor, in events.</summary>
public sealed record QueueStats(string Queue, long Lag, int InFlight, long Retrying, long Handled);
