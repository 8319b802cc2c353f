using Pipeline.Email;
using Pipeline.Embedded.DeadLetters;
using Pipeline.Embedded.Deliveries;
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

    public void Succeeded(Transaction transaction, Cursor cursor, string queue, Delivery delivery, IEnumerable<Effect> wanted)
    {
        if (!Retries.IsOpen(transaction, delivery))
        {
            return;
        }

        foreach (var effect in wanted)
        {
            effects.Apply(transaction, effect);
        }

        retries.Remove(transaction, queue, delivery);
        if (delivery.DeadLetterId is { } deadLetter)
        {
            deadLetters.Resolve(transaction, deadLetter);
        }

        cursor.Settle(transaction, QueuePosition(delivery), tookEffect: true);
    }

    public void Failed(Transaction transaction, Cursor cursor, string queue, Delivery delivery, Settlement settlement)
    {
        if (!Retries.IsOpen(transaction, delivery))
        {
            return;
        }

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

        cursor.Settle(transaction, QueuePosition(delivery), tookEffect: false);
    }

    // A retry left the cursor when it left the queue.
    private static long? QueuePosition(Delivery delivery) => delivery.RetryId is null ? delivery.Position : null;
}
