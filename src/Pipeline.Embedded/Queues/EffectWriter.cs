using Pipeline.Embedded.Inventory;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Orders;
using Pipeline.Embedded.Sagas;
using Pipeline.Failures;
using Pipeline.Reactions;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Queues;

/// <summary>Writes the effects that live in the engine's file.</summary>
internal sealed class EffectWriter(EventLog log, SqliteInventory inventory, SqliteSagas sagas)
{
    /// <exception cref="FailureException">The effect cannot be applied; the transaction must not be committed.</exception>
    public void Apply(Transaction transaction, Effect effect)
    {
        switch (effect)
        {
            case SendEmail:
                break; // Was sent before the transaction.
            case Publish publish:
                log.Append(transaction, SerializedEvent.Of(publish.Event));
                break;
            case Count count:
                SqliteCounters.Add(transaction, count.Counter, count.By);
                break;
            case SaveOrderView save:
                SqliteOrderViews.Save(transaction, save.View);
                break;
            case FirmReservation firm:
                ThrowIfFailed(inventory.Firm(transaction, firm.OrderId, firm.Items));
                break;
            case StartSaga start:
                sagas.Start(transaction, start.Definition, start.Start);
                break;
            case SignalSaga signal:
                ThrowIfFailed(sagas.Feed(transaction, signal.SagaId, signal.Input));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "No rule writes this effect.");
        }
    }

    private static void ThrowIfFailed(Failure? failure)
    {
        if (failure is not null)
        {
            throw new FailureException(failure);
        }
    }
}
