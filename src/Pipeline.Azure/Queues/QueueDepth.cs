namespace Pipeline.Azure.Queues;

/// <summary>What lies in one queue: messages to deliver now, messages scheduled for later (retries), and messages that it gave up on.</summary>
public sealed record QueueDepth(string Queue, long Active, long Scheduled, long DeadLettered);
