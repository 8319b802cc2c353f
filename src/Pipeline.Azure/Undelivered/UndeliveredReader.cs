using System.Diagnostics.Metrics;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using Pipeline.Azure.Blobs;
using Pipeline.DeadLetters;
using Pipeline.Failures;

namespace Pipeline.Azure.Undelivered;

/// <summary>
/// Moves events that Event Grid could not deliver to the dead-letter store, each under the queue that it was meant for, so that a replay
/// goes straight there. A blob is deleted once all its events are kept; one that cannot be read stays and is reported on every read.
/// </summary>
public sealed partial class UndeliveredReader(
    BlobServiceClient blobs, IDeadLetters deadLetters, UndeliveredMetrics metrics, TimeProvider time, ILogger<UndeliveredReader> logger)
{
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(BlobContainers.Undelivered);

    /// <summary>Reads the blob of this name or URL. False when it cannot be read and stays; true as well when it is already gone.</summary>
    /// <exception cref="FailureException">
    /// <see cref="Transient"/>: the blob was not read to its end; read it again. <see cref="Permanent"/>: the URL is of another container.
    /// </exception>
    public async Task<bool> ReadAsync(string blob, CancellationToken cancellation)
    {
        var name = NameOf(blob);
        try
        {
            return await ReadBlobAsync(name, cancellation);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return true;
        }
        catch (Exception error) when (BlobFailure.Is(error))
        {
            throw BlobFailure.Of(error, $"Reading {BlobContainers.Undelivered}/{name}");
        }
    }

    /// <summary>Reads all blobs, including those whose BlobCreated event was lost; returns how many cannot be read and stay.</summary>
    /// <exception cref="FailureException"><see cref="Transient"/>: not every blob was read; call again.</exception>
    public async Task<int> ReadAllAsync(CancellationToken cancellation)
    {
        var unreadable = 0;
        try
        {
            await foreach (var blob in _container.GetBlobsAsync(cancellationToken: cancellation))
            {
                unreadable += await ReadAsync(blob.Name, cancellation) ? 0 : 1;
            }

            return unreadable;
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return 0;
        }
        catch (Exception error) when (BlobFailure.Is(error))
        {
            throw BlobFailure.Of(error, $"Listing {BlobContainers.Undelivered}");
        }
    }

    private async Task<bool> ReadBlobAsync(string name, CancellationToken cancellation)
    {
        var blob = _container.GetBlobClient(name);
        var content = await blob.DownloadContentAsync(cancellation);
        if (!TryRead(name, content.Value.Content, out var queue, out var events))
        {
            metrics.Unreadable();
            return false;
        }

        foreach (var undelivered in events)
        {
            await deadLetters.AddAsync(queue, undelivered.Event, undelivered.Failure, cancellation);
        }

        // If the blob has been overwritten meanwhile, its new content has not been read.
        var asRead = new BlobRequestConditions { IfMatch = content.Value.Details.ETag };
        await blob.DeleteIfExistsAsync(conditions: asRead, cancellationToken: cancellation);
        metrics.Kept(events.Count);
        LogKept(events.Count, queue, name);
        return true;
    }

    private bool TryRead(string name, BinaryData content, out string queue, out IReadOnlyList<UndeliveredEvent> events)
    {
        (queue, events) = (UndeliveredBlob.QueueOf(name) ?? "", []);
        if (queue.Length == 0)
        {
            LogUnreadable(name, "its name belongs to no queue of routes.json");
            return false;
        }

        try
        {
            events = UndeliveredBlob.Read(content, time.GetUtcNow());
            return true;
        }
        catch (JsonException error)
        {
            LogUnreadable(name, error.Message);
            return false;
        }
    }

    private string NameOf(string blob)
    {
        if (!Uri.TryCreate(blob, UriKind.Absolute, out var url) || !url.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            return blob;
        }

        var parts = new BlobUriBuilder(url);
        return parts.BlobContainerName == _container.Name ? parts.BlobName : throw new FailureException(new Permanent(
            "not-undelivered", $"{blob} is not in the container {_container.Name}; correct the subscription that told of it."));
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Count} events that Event Grid could not deliver to {Queue} are dead letters now ({Blob}).")]
    private partial void LogKept(int count, string queue, string blob);

    [LoggerMessage(Level = LogLevel.Error, Message = "Blob undelivered/{Blob} stays, for it cannot be read: {Reason}.")]
    private partial void LogUnreadable(string blob, string reason);
}

/// <summary>The metrics of undelivered events, in the meter <c>Pipeline</c>.</summary>
public sealed class UndeliveredMetrics
{
    private readonly Counter<long> _kept;
    private readonly Counter<long> _unreadable;

    public UndeliveredMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Pipeline");
        _kept = meter.CreateCounter<long>("pipeline.undelivered.kept", "{event}", "Undelivered events kept as dead letters.");
        _unreadable = meter.CreateCounter<long>("pipeline.undelivered.unreadable", "{blob}", "Blobs of them that cannot be read.");
    }

    public void Kept(int events) => _kept.Add(events);

    public void Unreadable() => _unreadable.Add(1);
}
