using System.Text.Json;
using Azure.Messaging;
using Pipeline.Azure.Events;
using Pipeline.Azure.Relay;
using Pipeline.Failures;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Publishes again what the relay could not.</summary>
internal sealed class PublishAgain(IEventPublisher publisher) : IReplayRoute
{
    public string Queue => ChangeFeedRelay.QueueName;

    public async Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        // A later version of the app may read a document that an earlier one could not; the document itself is no event for anyone.
        if (cloudEvent.Type == UnreadableDocument.Type)
        {
            var document = cloudEvent.Data!.ToObjectFromJson<JsonElement>();
            return RelayDocument.TryRead(document, out var read, out var failure) ? await PublishAsync(read, cancellation) : failure;
        }

        return await PublishAsync(cloudEvent, cancellation);
    }

    private async Task<Failure?> PublishAsync(CloudEvent cloudEvent, CancellationToken cancellation) =>
        (await publisher.PublishAsync([cloudEvent], cancellation))[0];
}
