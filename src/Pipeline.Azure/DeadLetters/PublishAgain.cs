using Azure.Messaging;
using Pipeline.Azure.Events;
using Pipeline.Failures;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Publishes again what the relay could not.</summary>
internal sealed class PublishAgain(IEventPublisher publisher) : IReplayRoute
{
    /// <summary>The queue under which the relay's dead letters are kept.</summary>
    public string Queue => "relay";

    public async Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation) =>
        (await publisher.PublishAsync([cloudEvent], cancellation))[0];
}
