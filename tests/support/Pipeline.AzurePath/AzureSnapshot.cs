using System.Text;
using System.Text.Json;
using Pipeline.Audit;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Inventory;
using Pipeline.Azure.Orders;
using Pipeline.CosmosGateway;
using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.AzurePath;

/// <summary>
/// Reads what the audit needs of the Azure engine from the services' stand-ins, for the same audit as the embedded engine's.
/// </summary>
/// <param name="cosmos">The documents.</param>
/// <param name="broker">The queues.</param>
/// <param name="sagas">The sagas, as an instance of the app lists them.</param>
/// <param name="counters">The counters, as an instance of the app reads them.</param>
public sealed class AzureSnapshot(InMemoryCosmos cosmos, Broker broker, ISagaOperations sagas, ICounters counters)
{
    /// <summary>How many different events from outside the store took, beside those that reactions made.</summary>
    /// <param name="source">Their source.</param>
    public long AcceptedFrom(string source) => Of("events", DocumentKinds.Event)
        .Select(document => JsonSerializer.Deserialize<JsonElement>(document.GetProperty("event").GetString()!))
        .Count(taken => taken.GetProperty("source").ValueEquals(source));

    /// <param name="accepted">How many different events from outside were accepted.</param>
    /// <param name="outside">What the world outside has: mails, payments, parcels.</param>
    public async Task<AuditSnapshot> ReadAsync(long accepted, OutsideFacts outside) => new()
    {
        Log = ReadLog(),
        Accepted = accepted,
        Orders = [.. Of("orders", DocumentKinds.Order).Select(document => new StoredOrder(
            document.GetProperty("orderId").GetString()!, Rewritten(document.GetProperty("order"))))],
        Sagas = [.. (await sagas.ListAsync(null, null, 1_000, default))
            .Select(saga => new StoredSaga(saga.SagaId, saga.Definition, saga.Phase))],
        Views = [.. cosmos.Documents(CosmosContainers.Default.Database, "order-views")
            .Select(document => document.Deserialize(OrderDocumentJson.Default.OrderViewDocument)!.View)
            .Select(view => new StoredView(view.OrderId, view.Version, view.Status))],
        Stock =
            [.. Of("inventory", DocumentKinds.Stock).Select(document => document.Deserialize(InventoryDocumentJson.Default.StockDocument)!)
            .Select(stock => new StoredStock(stock.Sku, stock.OnHand, stock.Reserved, stock.Received))],
        Reservations = [.. Of("inventory", DocumentKinds.Reservation)
            .Select(document => document.Deserialize(InventoryDocumentJson.Default.ReservationDocument)!)
            .Select(reservation => new StoredReservation(reservation.OrderId, StatusOf(reservation.State), reservation.Items))],
        Queues = [.. Routes.Default.Queues.Except(["dead-letters"]).Select(queue => new QueueProgress(
            queue, broker.Handled.Count(handled => handled.Queue == queue), InFlight: false, Position: null))],
        Retries = [.. broker.Waiting],
        DeadLetters = [.. cosmos.Documents(CosmosContainers.Default.Database, "dead-letters")
            .Select(document => document.Deserialize(DeadLetterDocumentJson.Default.DeadLetterDocument)!)
            .Select(letter => new StoredDeadLetter(letter.LetterId, letter.Queue, letter.Reason, letter.Status))],
        Counters = await counters.ReadAsync(default),
        Mails = outside.Mails,
        NameOfMail = outside.NameOfMail,
        Ledger = outside.Ledger,
        Parcels = outside.Parcels,
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

    private IEnumerable<JsonElement> Of(string container, string kind) => cosmos
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

/// <summary>What the audit needs of the world outside.</summary>
/// <param name="Mails">The names of the e-mails that went out.</param>
/// <param name="NameOfMail">The name of the e-mail of an id.</param>
/// <param name="Ledger">What the payment provider captured and refunded.</param>
/// <param name="Parcels">The orders that the carrier has a parcel of.</param>
public sealed record OutsideFacts(
    IReadOnlySet<string> Mails,
    Func<string, string> NameOfMail,
    IReadOnlyDictionary<string, LedgerEntry> Ledger,
    IReadOnlySet<string> Parcels);
