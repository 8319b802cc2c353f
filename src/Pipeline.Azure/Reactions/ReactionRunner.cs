using Azure.Messaging;
using Pipeline.Failures;
using Pipeline.Reactions;

namespace Pipeline.Azure.Reactions;

/// <summary>Delivers one event to the reaction of one queue and says how the message is to be settled.</summary>
public sealed class ReactionRunner(IEnumerable<IReaction> reactions, EffectRunner effects)
{
    private readonly Dictionary<string, IReaction> _reactions = reactions.ToDictionary(reaction => reaction.Queue, StringComparer.Ordinal);

    /// <summary>The settlement of this attempt; it throws for nothing but a cancellation.</summary>
    /// <param name="queue">The queue of routes.json that delivered it.</param>
    /// <param name="cloudEvent">The event.</param>
    /// <param name="attempt">Which attempt this is, counted from 1.</param>
    /// <param name="cancellation">The host stops: the message is left to be delivered again.</param>
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
