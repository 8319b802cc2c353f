using Azure.Messaging;

namespace Pipeline.Azure.Queues;

/// <summary>One delivery of an event to one queue of routes.json.</summary>
/// <param name="Attempt">Which attempt this delivery is, counted from 1.</param>
/// <param name="NotBefore">When it may be delivered; null means at once.</param>
/// <param name="DeadLetterId">The dead letter that it replays; null for an ordinary delivery or a retry of one.</param>
public sealed record QueueMessage(
    string Queue, CloudEvent Event, int Attempt = 1, DateTimeOffset? NotBefore = null, string? DeadLetterId = null);
