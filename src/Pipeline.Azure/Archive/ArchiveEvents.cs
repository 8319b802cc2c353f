using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Failures;
using Pipeline.Reactions;

namespace Pipeline.Azure.Archive;

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
