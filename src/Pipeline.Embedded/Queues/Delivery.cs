using Azure.Messaging;

namespace Pipeline.Embedded.Queues;

/// <summary>One attempt to have a queue handle an event.</summary>
/// <param name="Position">Where the event stands in the log; null for one that never was in it.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
/// <param name="RetryId">The row that this delivery comes from; null when it comes from the line.</param>
/// <param name="DeadLetterId">The dead letter that this delivery replays.</param>
internal sealed record Delivery(CloudEvent Event, long? Position, int Attempts = 1, long? RetryId = null, string? DeadLetterId = null)
{
    /// <summary>Deliveries with the same subject are handled one after the other.</summary>
    public string Lane => Event.Subject ?? Event.Id;
}
