using Azure.Messaging;
using Pipeline.Azure.Events;
using Pipeline.Azure.Relay;
using Pipeline.Failures;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Publishes again what the relay could not.</summary>
internal sealed class PublishAgain(IEventPublisher publisher) : IReplayRoute
{
    public string Queue => ChangeFeedRelay.QueueName;

    public async Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation) =>
        (await publisher.PublishAsync([cloudEvent], cancellation))[0];
}
