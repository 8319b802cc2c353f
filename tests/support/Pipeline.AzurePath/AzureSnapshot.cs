using System.Text;
using System.Text.Json;
using Pipeline.Audit;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Inventory;
using Pipeline.Azure.Orders;
using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.AzurePath;

/// <summary>
/// Reads what the audit needs of the Azure engine from the services' stand-ins, for the same audit as the embedded engine's.
/// </summary>
public sealed class AzureSnapshot(AzureBench bench)
{
    /// <param name="accepted">How many different events from outside were accepted.</param>
    /// <param name="ledger">What the payment provider captured and refunded.</param>
    public async Task<AuditSnapshot> ReadAsync(long accepted, IReadOnlyDictionary<string, LedgerEntry> ledger) => new()
    {
        Log = ReadLog(),
        Accepted = accepted,
        Orders = [.. Of("orders", DocumentKinds.Order).Select(document => new StoredOrder(
            document.GetProperty("orderId").GetString()!, Rewritten(document.GetProperty("order"))))],
        Sagas = [.. (await bench.Get<ISagaOperations>().ListAsync(null, null, 1_000, default))
            .Select(saga => new StoredSaga(saga.SagaId, saga.Definition, saga.Phase))],
        Views = [.. bench.Cosmos.Documents(CosmosContainers.Default.Database, "order-views")
            .Select(document => document.Deserialize(OrderDocumentJson.Default.OrderViewDocument)!.View)
            .Select(view => new StoredView(view.OrderId, view.Version, view.Status))],
        Stock =
            [.. Of("inventory", DocumentKinds.Stock).Select(document => document.Deserialize(InventoryDocumentJson.Default.StockDocument)!)
            .Select(stock => new StoredStock(stock.Sku, stock.OnHand, stock.Reserved, stock.Received))],
        Reservations = [.. Of("inventory", DocumentKinds.Reservation)
            .Select(document => document.Deserialize(InventoryDocumentJson.Default.ReservationDocument)!)
            .Select(reservation => new StoredReservation(reservation.OrderId, StatusOf(reservation.State), reservation.Items))],
        Queues = [.. Routes.Default.Queues.Except(["dead-letters"]).Select(queue => new QueueProgress(
            queue, bench.Broker.Handled.Count(handled => handled.Queue == queue), InFlight: false, Position: null))],
        Retries = [.. bench.Broker.Waiting],
        DeadLetters = [.. bench.Cosmos.Documents(CosmosContainers.Default.Database, "dead-letters")
            .Select(document => document.Deserialize(DeadLetterDocumentJson.Default.DeadLetterDocument)!)
            .Select(letter => new StoredDeadLetter(letter.LetterId, letter.Queue, letter.Reason, letter.Status))],
        Counters = await bench.Get<ICounters>().ReadAsync(default),
        Mails = bench.World.Outbox.Sent.Select(mail => mail.Id).ToHashSet(),
        NameOfMail = id => id,
        Ledger = ledger,
        Parcels = bench.World.Carrier.Scheduled.Keys.ToHashSet(),
    };

    private LogTally ReadLog()
    {
        var log = new LogTally();
        var orders = Of("orders", DocumentKinds.Event)
            .OrderBy(document => document.GetProperty("orderId").GetString(), StringComparer.Ordinal)
            .ThenBy(document => document.GetProperty("sequence").GetInt64());
        foreach (var document in orders.Concat(Of("events", DocumentKinds.Event)))
        {
            log.Add(log.Head + 1, Encoding.UTF8.GetBytes(document.GetProperty("event").GetString()!));
        }

        return log;
    }

    // The audit compares text; how a store escapes it is its own affair.
    private static byte[] Rewritten(JsonElement order) =>
        JsonSerializer.SerializeToUtf8Bytes(order.Deserialize(OrderJson.Default.Order)!, OrderJson.Default.Order);

    private IEnumerable<JsonElement> Of(string container, string kind) => bench.Cosmos
        .Documents(CosmosContainers.Default.Database, container)
        .Where(document => document.GetProperty("kind").GetString() == kind);

    // A reservation with an attempt in progress holds something, or may.
    private static ReservationStatus StatusOf(ReservationState state) => state switch
    {
        ReservationState.Released or ReservationState.Idle => ReservationStatus.Released,
        ReservationState.Taken => ReservationStatus.Taken,
        ReservationState.Firm => ReservationStatus.Firm,
        _ => ReservationStatus.Held,
    };
}
