using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Messaging;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Pipeline.Azure.Blobs;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Reactions;

namespace Pipeline.Azure.Archive;

/// <summary>Keeps each event in a blob of its own, grouped by the hour in which it happened.</summary>
public sealed class EventArchive(BlobServiceClient blobs, BlobWriter writer)
{
    /// <summary>Keeps the event; an archived event is never overwritten.</summary>
    /// <exception cref="Failures.FailureException"><see cref="Failures.Transient"/>: the event may not be kept; try again.</exception>
    public Task KeepAsync(CloudEvent cloudEvent, CancellationToken cancellation) => writer.CreateAsync(
        BlobContainers.Archive, ArchivePath.Of(cloudEvent), new BinaryData(CloudEvents.ToJson(cloudEvent)), "application/cloudevents+json",
        cancellation);

    /// <summary>
    /// Reads the events of [<paramref name="from"/>, <paramref name="to"/>), in order of time. Events without a time are not read.
    /// </summary>
    /// <exception cref="Failures.FailureException"><see cref="Failures.Transient"/>: Blob Storage could not be read.</exception>
    public async IAsyncEnumerable<CloudEvent> ReadAsync(
        DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var hour = Floor(from); hour < to; hour += TimeSpan.FromHours(1))
        {
            var events = await ReadHourAsync(hour, cancellation);
            foreach (var cloudEvent in events.Where(each => each.Time >= from && each.Time < to).OrderBy(each => (each.Time, each.Id)))
            {
                yield return cloudEvent;
            }
        }
    }

    private async Task<List<CloudEvent>> ReadHourAsync(DateTimeOffset hour, CancellationToken cancellation)
    {
        var container = blobs.GetBlobContainerClient(BlobContainers.Archive);
        var events = new List<CloudEvent>();
        try
        {
            var options = new GetBlobsOptions { Prefix = ArchivePath.Hour(hour) };
            await foreach (var item in container.GetBlobsAsync(options, cancellation))
            {
                var blob = await container.GetBlobClient(item.Name).DownloadContentAsync(cancellation);
                events.Add(CloudEvents.FromJson(blob.Value.Content));
            }

            return events;
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return [];
        }
        catch (Exception error) when (BlobFailure.Is(error))
        {
            throw BlobFailure.Of(error, "Reading the archive");
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}

/// <summary>Names an event's blob: a folder per hour (UTC), then a hash of the event's source and id.</summary>
internal static class ArchivePath
{
    public static string Of(CloudEvent cloudEvent) => $"{Hour(cloudEvent.Time)}{Hash(cloudEvent)}.json";

    /// <summary>The folder of an hour; events without a time share one.</summary>
    public static string Hour(DateTimeOffset? time) => time is { } known
        ? known.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'HH'/'", CultureInfo.InvariantCulture)
        : "undated/";

    private static string Hash(CloudEvent cloudEvent) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cloudEvent.Source + "\n" + cloudEvent.Id)).AsSpan(0, 16));
}

/// <summary>
/// Queue archive-events: keeps every event. It is a reaction so that its failures are retried and dead-lettered as on every other queue.
/// Only this engine needs it: the embedded engine's log is its archive.
/// </summary>
public sealed class ArchiveEvents(EventArchive archive) : IReaction
{
    public string Queue => "archive-events";

    public async ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        await archive.KeepAsync(cloudEvent, cancellation);
        return ImmutableArray<Effect>.Empty;
    }
}
