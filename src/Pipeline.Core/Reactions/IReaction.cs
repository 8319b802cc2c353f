using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.Reactions;

/// <summary>
/// The one thing that a queue does with its events. A reaction decides but changes nothing: it returns effects, which the engine carries
/// out once, together with the record that the event was handled.
/// </summary>
public interface IReaction
{
    /// <summary>The queue of routes.json that it serves.</summary>
    string Queue { get; }

    /// <summary>
    /// Decides what an event calls for; a failure is retried or dead-lettered by its type. It may read what other parts write, but not
    /// what its own effects write: those of the event before may not be committed yet.
    /// </summary>
    ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation);
}
