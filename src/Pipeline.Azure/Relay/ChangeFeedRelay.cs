using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Azure.Messaging;
using Microsoft.Extensions.Logging;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Events;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Azure.Relay;

/// <summary>
/// Publishes the events of a container's change feed. What can never be published becomes a dead letter and the rest continues. A passing
/// failure, or a dead letter that cannot be kept for now, fails the batch: the trigger delivers it again, and consumers recognise events
/// that are published twice.
/// </summary>
public sealed partial class ChangeFeedRelay(
    IEventPublisher publisher,
    IDeadLetters deadLetters,
    LastSequences sequences,
    RelayMetrics metrics,
    TimeProvider time,
    ILogger<ChangeFeedRelay> logger)
{
    /// <summary>The queue name of the relay's dead letters.</summary>
    public const string QueueName = "relay";

    /// <summary>Relays a batch of documents in order.</summary>
    /// <exception cref="FailureException">Part of the batch failed for now; deliver it again.</exception>
    public async Task RelayAsync(IReadOnlyList<JsonElement> documents, CancellationToken cancellation)
    {
        var events = await ReadAsync(documents, cancellation);
        if (events.Count == 0)
        {
            return;
        }

        ReportGaps(events);
        var failures = await publisher.PublishAsync(events, cancellation);
        var now = time.GetUtcNow();
        Failure? again = null;
        for (var i = 0; i < events.Count; i++)
        {
            switch (failures[i])
            {
                case null:
                    metrics.Published(events[i].Time, now);
                    break;
                case Permanent never:
                    await KeepAsync(events[i], never, cancellation);
                    break;
                case (Malformed or Invalid or Unauthentic or Stale or NotFound or Rejected or StockShort or Conflict or Transient)
                    and var later:
                    again ??= later;
                    break;
                case { } unknown:
                    throw new UnreachableException($"No rule for a {unknown.GetType().Name}.");
            }
        }

        if (again is not null)
        {
            throw new FailureException(again);
        }
    }

    private async Task<List<CloudEvent>> ReadAsync(IReadOnlyList<JsonElement> documents, CancellationToken cancellation)
    {
        var events = new List<CloudEvent>(documents.Count);
        foreach (var document in documents.Where(RelayDocument.IsEvent))
        {
            if (RelayDocument.TryRead(document, out var cloudEvent, out var failure))
            {
                events.Add(cloudEvent);
            }
            else
            {
                await KeepAsync(UnreadableDocument.Wrap("/relay", document, time.GetUtcNow()), failure, cancellation);
            }
        }

        return events;
    }

    private async Task KeepAsync(CloudEvent cloudEvent, Failure failure, CancellationToken cancellation)
    {
        try
        {
            await deadLetters.AddAsync(QueueName, cloudEvent, failure, cancellation);
            metrics.DeadLettered();
            LogKept(cloudEvent.Id, failure.Code, failure.Detail);
        }
        catch (FailureException error) when (error.Failure is Permanent refusal)
        {
            // Another attempt would be refused too, and everything behind it would wait for ever. The event is still in its container.
            metrics.Unkept();
            LogUnkept(cloudEvent.Id, cloudEvent.Type, cloudEvent.Subject, failure.Code, refusal.Detail);
        }
    }

    private void ReportGaps(List<CloudEvent> events)
    {
        foreach (var cloudEvent in events)
        {
            if (cloudEvent is { Subject: { } orderId } && cloudEvent.Sequence() is { } sequence
                && sequences.Missing(orderId, sequence) is { } missing)
            {
                metrics.Gap();
                LogGap(orderId, missing, sequence);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {EventId} cannot be published and is a dead letter now ({Code}): {Detail}")]
    private partial void LogKept(string eventId, string code, string detail);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Event {EventId} ({Type}, {Subject}) can neither be published ({Code}) nor kept as a dead letter, "
            + "and is in its container only: {Detail}")]
    private partial void LogUnkept(string eventId, string type, string? subject, string code, string detail);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The change feed skipped events of order {OrderId}: {Missing} was to come, {Sequence} came. Its history is whole.")]
    private partial void LogGap(string orderId, long missing, long sequence);
}

/// <summary>The relay's metrics, in the meter <c>Pipeline</c>.</summary>
public sealed class RelayMetrics
{
    private readonly Counter<long> _published;
    private readonly Counter<long> _deadLettered;
    private readonly Counter<long> _unkept;
    private readonly Counter<long> _gaps;
    private readonly Histogram<double> _lag;

    public RelayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Pipeline");
        _published = meter.CreateCounter<long>("pipeline.relay.published", "{event}", "Events that the relay has published.");
        _deadLettered = meter.CreateCounter<long>("pipeline.relay.dead_lettered", "{event}", "Events that the relay could not publish.");
        _unkept = meter.CreateCounter<long>(
            "pipeline.relay.unkept", "{event}", "Events that the relay could neither publish nor keep as dead letters.");
        _gaps = meter.CreateCounter<long>("pipeline.relay.gaps", "{gap}", "Orders whose sequence had a gap in the change feed.");
        _lag = meter.CreateHistogram<double>("pipeline.relay.lag", "s", "From an event's time to its publication.");
    }

    public void Published(DateTimeOffset? eventTime, DateTimeOffset now)
    {
        _published.Add(1);
        if (eventTime is { } since)
        {
            _lag.Record(Math.Max(0, (now - since).TotalSeconds));
        }
    }

    public void DeadLettered() => _deadLettered.Add(1);

    public void Unkept() => _unkept.Add(1);

    public void Gap() => _gaps.Add(1);
}

/// <summary>Reads a change feed's documents: those of kind <c>event</c> carry a CloudEvent as text; the others are state.</summary>
internal static class RelayDocument
{
    /// <summary>Whether to publish the document. One without a readable kind counts as an event: it must not vanish.</summary>
    public static bool IsEvent(JsonElement document) =>
        document.ValueKind != JsonValueKind.Object
        || !document.TryGetProperty("kind", out var kind)
        || kind.ValueKind != JsonValueKind.String
        || kind.ValueEquals(DocumentKinds.Event);

    /// <summary>Reads the document's event, or says why it cannot.</summary>
    public static bool TryRead(
        JsonElement document, [NotNullWhen(true)] out CloudEvent? cloudEvent, [NotNullWhen(false)] out Failure? failure)
    {
        try
        {
            cloudEvent = document.GetProperty("event").Deserialize(CosmosJson.Default.StoredEvent)?.CloudEvent;
            failure = cloudEvent is null ? Unreadable("its event is null") : null;
            return cloudEvent is not null;
        }
        catch (Exception error)
        {
            cloudEvent = null;
            failure = Unreadable(error.Message);
            return false;
        }
    }

    private static Permanent Unreadable(string why) => new("unreadable-document", $"No event can be read from the document: {why}");
}
