using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Audit;

/// <summary>Everything that the checks look at, as of one moment; each engine reads its own stores into it.</summary>
public sealed record AuditSnapshot
{
    /// <summary>What the engine's files say of themselves; null on an engine that keeps its data in a service.</summary>
    public StoredFiles? Storage { get; init; }

    public required LogTally Log { get; init; }

    /// <summary>How many events from outside were accepted.</summary>
    public required long Accepted { get; init; }

    /// <summary>Whether more were accepted: an earlier version of the pipeline forgot old ones without counting them.</summary>
    public bool AcceptedMore { get; init; }

    public required IReadOnlyList<StoredOrder> Orders { get; init; }

    public required IReadOnlyList<StoredSaga> Sagas { get; init; }

    public required IReadOnlyList<StoredView> Views { get; init; }

    public required IReadOnlyList<StoredStock> Stock { get; init; }

    public required IReadOnlyList<StoredReservation> Reservations { get; init; }

    /// <summary>Every queue that has a handler on this engine.</summary>
    public required IReadOnlyList<QueueProgress> Queues { get; init; }

    /// <summary>Deliveries that wait for a retry, described for a person.</summary>
    public required IReadOnlyList<string> Retries { get; init; }

    public required IReadOnlyList<StoredDeadLetter> DeadLetters { get; init; }

    public required IReadOnlyDictionary<string, long> Counters { get; init; }

    /// <summary>Names of the e-mails that went out, as <see cref="NameOfMail"/> gives them.</summary>
    public required IReadOnlySet<string> Mails { get; init; }

    /// <summary>The name that the engine's mail store gives the e-mail of an id.</summary>
    public required Func<string, string> NameOfMail { get; init; }

    /// <summary>What the payment provider captured and refunded, by payment; empty when none is simulated.</summary>
    public required IReadOnlyDictionary<string, LedgerEntry> Ledger { get; init; }

    /// <summary>The orders that the carrier has a parcel of; null when no carrier is simulated.</summary>
    public required IReadOnlySet<string>? Parcels { get; init; }

    /// <summary>What clients remember; null when nobody kept it.</summary>
    public ClientRecord? Clients { get; init; }
}

/// <summary>What clients were told is accepted.</summary>
/// <param name="Orders">The ids of the orders.</param>
/// <param name="Events">How many different events from outside.</param>
public sealed record ClientRecord(IReadOnlySet<string> Orders, long Events);

/// <summary>The state of an engine's files.</summary>
/// <param name="Problems">What is damaged, described for a person.</param>
/// <param name="Altered">Positions of events that are not what was written.</param>
/// <param name="Verified">How many events are what was written.</param>
/// <param name="WithoutChecksum">How many events have nothing to tell by.</param>
public sealed record StoredFiles(IReadOnlyList<string> Problems, IReadOnlyList<long> Altered, long Verified, long WithoutChecksum);

/// <summary>An order's state as the store wrote it: JSON of <see cref="Orders.Order"/>.</summary>
public sealed record StoredOrder(string OrderId, ReadOnlyMemory<byte> State);

/// <summary>What the read model says of an order.</summary>
public sealed record StoredView(string OrderId, long Version, OrderStatus Status);

/// <summary>A saga's phase.</summary>
public sealed record StoredSaga(string SagaId, string Definition, SagaPhase Phase);

/// <summary>The stock of a SKU; <paramref name="Received"/> is all that was ever added to it.</summary>
public sealed record StoredStock(string Sku, long OnHand, long Reserved, long Received);

/// <summary>An order's reservation.</summary>
public sealed record StoredReservation(string OrderId, ReservationStatus Status, IReadOnlyList<StockQuantity> Items);

/// <summary>A dead letter without its event.</summary>
public sealed record StoredDeadLetter(string Id, string Queue, string Reason, DeadLetterStatus Status);

/// <summary>How far a queue has come.</summary>
/// <param name="Handled">Deliveries that took effect.</param>
/// <param name="InFlight">Whether any of its deliveries is in flight.</param>
/// <param name="Position">Its position in the log; null on an engine whose queues have none.</param>
public sealed record QueueProgress(string Queue, long Handled, bool InFlight, long? Position);

/// <summary>A payment in the provider's own ledger; amounts in minor units.</summary>
public sealed record LedgerEntry(long Captured, long Refunded);
