using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Reactions;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Queues;

/// <summary>Has a queue's reaction decide on deliveries, and settles them.</summary>
internal sealed class DeliveryHandler(string queue, Reaction react, Cursor cursor, Settler settler, Committer committer)
{
    /// <summary>
    /// Handles the deliveries from <paramref name="first"/> on in one commit and returns how many that were. One that sent an e-mail is the
    /// last of its commit: what was sent must soon be on record.
    /// </summary>
    public async Task<int> HandleAsync(IReadOnlyList<Delivery> batch, int first, CancellationToken abandon)
    {
        var outcomes = new List<DeliveryOutcome>(batch.Count - first);
        for (var next = first; next < batch.Count && !(outcomes is [.., { ActedOutside: true }]); next++)
        {
            outcomes.Add(await ReactAsync(batch[next], abandon));
        }

        if (await TryCommitAsync(outcomes, abandon) is { } failure)
        {
            await SettleAloneAsync(outcomes, failure, abandon);
        }

        return outcomes.Count;
    }

    // An effect of one of them cannot be applied; the others must not suffer for it.
    private async Task SettleAloneAsync(List<DeliveryOutcome> outcomes, Failure whyNotTogether, CancellationToken abandon)
    {
        foreach (var outcome in outcomes)
        {
            var failure = outcomes.Count == 1 ? whyNotTogether : await TryCommitAsync([outcome], abandon);
            if (failure is not null)
            {
                await CommitAsync([outcome with { Failure = failure }], abandon);
            }
        }
    }

    private async Task<DeliveryOutcome> ReactAsync(Delivery delivery, CancellationToken abandon)
    {
        try
        {
            var result = await react(delivery.Event, abandon);
            if (!result.TryGet(out var effects, out var failure))
            {
                return new DeliveryOutcome(delivery, [], failure);
            }

            await settler.ActOutsideAsync(effects, abandon);
            return new DeliveryOutcome(delivery, effects, null);
        }
        catch (Exception error) when (!abandon.IsCancellationRequested)
        {
            return new DeliveryOutcome(delivery, [], Failed.From(error));
        }
    }

    private async Task<Failure?> TryCommitAsync(IReadOnlyList<DeliveryOutcome> outcomes, CancellationToken abandon)
    {
        try
        {
            await CommitAsync(outcomes, abandon);
            return null;
        }
        catch (Exception error) when (
            error is not (OperationCanceledException or FailureException { InnerException: StorageException { IsFatal: true } }))
        {
            return Failed.From(error);
        }
    }

    private Task<bool> CommitAsync(IReadOnlyList<DeliveryOutcome> outcomes, CancellationToken abandon) => committer.CommitAsync(
        transaction =>
        {
            foreach (var outcome in outcomes)
            {
                settler.Settle(transaction, cursor, queue, outcome);
            }

            return true;
        },
        abandon);
}

/// <summary>What came of a delivery: the effects to write, or why there are none.</summary>
internal sealed record DeliveryOutcome(Delivery Delivery, IReadOnlyList<Effect> Effects, Failure? Failure)
{
    /// <summary>Something that no transaction holds was done for it.</summary>
    public bool ActedOutside => Effects.Any(effect => effect is SendEmail);
}
