using System.Diagnostics;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Pipeline.Failures;
using Polly;

namespace Pipeline.Azure.Events;

/// <summary>
/// Publishes to an Event Grid topic, in batches. The consequence of each answer to a batch:
/// <list type="table">
/// <item><term>2xx</term><description>The events are published.</description></item>
/// <item><term>408, 429, 5xx, no answer</term><description>The batch is sent again a few times, after the requested pause or a growing one;
/// then <see cref="Transient"/>. If only the answer was lost, the events are published twice.</description></item>
/// <item><term>413, 400, several events</term><description>Each half is sent by itself, so that a bad event ends up refused alone.
/// </description></item>
/// <item><term>413, 400, one event</term><description><see cref="Permanent"/>: another attempt would get the same answer.
/// </description></item>
/// <item><term>401, 403, no token</term><description><see cref="Transient"/>, without retries: a person must grant the role or correct the
/// key; until then everything waits and nothing is lost.</description></item>
/// <item><term>404 and anything else</term><description><see cref="Transient"/>, without retries: the endpoint is not the topic's.
/// </description></item>
/// </list>
/// An event above <see cref="MaxBytes"/> is <see cref="Permanent"/> and never sent.
/// </summary>
public sealed class EventGridPublisher(EventGridPublisherClient client, ResiliencePipeline retries, TimeProvider time) : IEventPublisher
{
    /// <summary>Event Grid's limit for an event or batch is 1 MB; this stays within either reading of "megabyte".</summary>
    public const int MaxBytes = 1_000_000;

    public async Task<IReadOnlyList<Failure?>> PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        var encoded = new EncodedEvents(events);
        var failures = new Failure?[events.Count];
        for (var next = 0; next < events.Count;)
        {
            var count = encoded.Fitting(next, MaxBytes);
            if (count == 0)
            {
                failures[next] = TooLarge(events[next], encoded.Size(next));
                next++;
                continue;
            }

            if (await SendAsync(encoded, next, count, failures, cancellation) is { } stop)
            {
                failures.AsSpan(next + count).Fill(stop);
                break;
            }

            next += count;
        }

        return failures;
    }

    // Sets each event's failure. A returned failure ends the whole publication.
    private async Task<Failure?> SendAsync(EncodedEvents encoded, int from, int count, Failure?[] failures, CancellationToken cancellation)
    {
        switch (await TrySendAsync(encoded.Array(from, count), cancellation))
        {
            case null:
                return null;
            case Permanent refusal when count == 1:
                failures[from] = refusal;
                return null;
            case Permanent:
                return await SendHalvesAsync(encoded, from, count, failures, cancellation);
            case (Malformed or Invalid or Unauthentic or Stale or NotFound or Rejected or StockShort or Conflict or Transient) and var stop:
                failures.AsSpan(from, count).Fill(stop);
                return stop;
            case { } unknown:
                throw new UnreachableException($"No rule for a {unknown.GetType().Name}.");
        }
    }

    private async Task<Failure?> SendHalvesAsync(
        EncodedEvents encoded, int from, int count, Failure?[] failures, CancellationToken cancellation)
    {
        var half = count / 2;
        if (await SendAsync(encoded, from, half, failures, cancellation) is { } stop)
        {
            failures.AsSpan(from + half, count - half).Fill(stop);
            return stop;
        }

        return await SendAsync(encoded, from + half, count - half, failures, cancellation);
    }

    private async Task<Failure?> TrySendAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        // Like everything that is awaited here, a retry comes back to its scheduler.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellation);
        try
        {
            await retries.ExecuteAsync(
                static async (attempt, send) => await send.client.SendEncodedCloudEventsAsync(send.batch, attempt.CancellationToken),
                context,
                (client, batch));
            return null;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            return PublishFailure.Of(error, time.GetUtcNow());
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Permanent TooLarge(CloudEvent cloudEvent, int size) => new(
        "event-too-large",
        $"Event {cloudEvent.Id} of type {cloudEvent.Type} takes {size} bytes; Event Grid takes no more than {MaxBytes}.");
}

/// <summary>Section <c>EventGrid</c>.</summary>
internal sealed record EventGridOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "EventGrid";

    /// <summary>The topic's endpoint; if null, events go straight to the queues.</summary>
    public Uri? TopicEndpoint { get; set; }

    /// <summary>The topic's access key; if empty, the app authenticates by identity.</summary>
    public string Key { get; set; } = "";

    /// <summary>Time-out of one request.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
