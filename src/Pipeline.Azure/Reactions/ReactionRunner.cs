using Azure.Messaging;
using Pipeline.Failures;
using Pipeline.Reactions;

namespace Pipeline.Azure.Reactions;

/// <summary>Delivers an event to the reaction of a queue and decides how to settle the message.</summary>
public sealed class ReactionRunner(IEnumerable<IReaction> reactions, EffectRunner effects)
{
    private readonly Dictionary<string, IReaction> _reactions = reactions.ToDictionary(reaction => reaction.Queue, StringComparer.Ordinal);

    /// <summary>Delivers the event and returns the settlement of this attempt. A failing reaction does not throw.</summary>
    /// <param name="queue">The queue of routes.json that delivered the event.</param>
    /// <param name="cloudEvent">The event.</param>
    /// <param name="attempt">The number of this attempt, counted from 1.</param>
    /// <param name="cancellation">Signals that the host stops; the message is then left for redelivery.</param>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<Settlement> DeliverAsync(string queue, CloudEvent cloudEvent, int attempt, CancellationToken cancellation) =>
        Settlement.Of(await TryAsync(_reactions[queue], cloudEvent, cancellation), attempt);

    private async Task<Failure?> TryAsync(IReaction reaction, CloudEvent cloudEvent, CancellationToken cancellation)
    {
        try
        {
            var reacted = await reaction.ReactAsync(cloudEvent, cancellation);
            return reacted.TryGet(out var wanted, out var failure)
                ? await effects.RunAsync(cloudEvent, wanted, cancellation)
                : failure;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            return Failed.From(error);
        }
    }
}
