using Pipeline.Email;
using Pipeline.Embedded.DeadLetters;
using Pipeline.Embedded.Deliveries;
using Pipeline.Failures;
using Pipeline.Reactions;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Queues;

/// <summary>Settles a delivery: writes its effects and the record that it was handled in one transaction.</summary>
internal sealed class Settler(EffectWriter effects, IEmailSender emails, Retries retries, SqliteDeadLetters deadLetters)
{
    /// <summary>
    /// Sends what no transaction can hold. It comes before the commit, so it may come twice: each effect is idempotent by its id.
    /// </summary>
    public async Task ActOutsideAsync(IEnumerable<Effect> wanted, CancellationToken cancellation)
    {
        foreach (var email in wanted.OfType<SendEmail>())
        {
            await emails.SendAsync(email.Message, cancellation);
        }
    }

    /// <summary>Settles a delivery by its outcome, unless it was settled already.</summary>
    /// <exception cref="FailureException">An effect cannot be applied; the transaction must not be committed.</exception>
    public void Settle(Transaction transaction, Cursor cursor, string queue, DeliveryOutcome outcome)
    {
        var delivery = outcome.Delivery;
        if (!Retries.IsOpen(transaction, delivery))
        {
            return;
        }

        if (outcome.Failure is null)
        {
            Succeeded(transaction, queue, delivery, outcome.Effects);
        }
        else
        {
            Failed(transaction, queue, delivery, Settlement.Of(outcome.Failure, delivery.Attempts));
        }

        // A retry left the cursor when it left the queue.
        cursor.Settle(transaction, delivery.RetryId is null ? delivery.Position : null, tookEffect: outcome.Failure is null);
    }

    private void Succeeded(Transaction transaction, string queue, Delivery delivery, IEnumerable<Effect> wanted)
    {
        foreach (var effect in wanted)
        {
            effects.Apply(transaction, effect);
        }

        retries.Remove(transaction, queue, delivery);
        if (delivery.DeadLetterId is { } deadLetter)
        {
            deadLetters.Resolve(transaction, deadLetter);
        }
    }

    private void Failed(Transaction transaction, string queue, Delivery delivery, Settlement settlement)
    {
        switch (settlement)
        {
            case Settlement.Retry retry:
                retries.Schedule(transaction, queue, delivery, retry);
                break;
            case Settlement.DeadLetter dead:
                retries.Remove(transaction, queue, delivery);
                deadLetters.Add(transaction, queue, delivery, dead.Failure);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(settlement), settlement, "A failed delivery cannot be settled so.");
        }
    }
}
