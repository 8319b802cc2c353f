using Azure.Messaging;
using Pipeline.Azure.Counters;
using Pipeline.Email;
using Pipeline.Failures;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Orders;
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

/// <summary>
/// Carries out a reaction's effects one after another. No transaction spans them, so each is idempotent by itself: a redelivered event
/// recognises the effects that an earlier delivery applied before it failed.
/// </summary>
public sealed class EffectRunner(
    IEmailSender emails, IEventIntake intake, IOrderViews views, IInventory inventory, ICounterWriter counters, ISagaClient sagas)
{
    /// <summary>Null when every effect is done; otherwise the first failure.</summary>
    public async Task<Failure?> RunAsync(CloudEvent cause, IEnumerable<Effect> effects, CancellationToken cancellation)
    {
        foreach (var effect in effects)
        {
            if (await RunAsync(cause, effect, cancellation) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private async Task<Failure?> RunAsync(CloudEvent cause, Effect effect, CancellationToken cancellation)
    {
        switch (effect)
        {
            case SendEmail email:
                await emails.SendAsync(email.Message, cancellation);
                return null;
            case Publish publish:
                // The inbox is the outbox too: an event whose id derives from its cause is accepted once.
                await intake.AcceptAsync(publish.Event, cancellation);
                return null;
            case Count count:
                await counters.AddAsync(count.Counter, count.By, cause.Source + "\n" + cause.Id, cancellation);
                return null;
            case SaveOrderView save:
                await views.SaveAsync(save.View, cancellation);
                return null;
            case FirmReservation firm:
                return await inventory.FirmAsync(firm.OrderId, firm.Items, cancellation);
            case StartSaga start:
                return await sagas.StartAsync(start.Definition, start.Start, cancellation);
            case SignalSaga signal:
                return await sagas.SignalAsync(signal.SagaId, signal.Input, cancellation);
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "No rule carries out this effect.");
        }
    }
}
