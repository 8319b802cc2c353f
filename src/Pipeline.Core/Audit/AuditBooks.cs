namespace Pipeline.Audit;

/// <summary>Everything that the checks look at, as it was at one moment; each engine reads its own stores into it.</summary>
public sealed record AuditBooks
{
    public required LogBook Log { get; init; }

    /// <summary>How many events from outside were accepted.</summary>
    public required long Accepted { get; init; }

    public required IReadOnlyList<StoredOrder> Orders { get; init; }

    public required IReadOnlyList<StoredSaga> Sagas { get; init; }

    public required IReadOnlyList<StoredView> Views { get; init; }

    public required IReadOnlyList<StoredStock> Stock { get; init; }

    public required IReadOnlyList<StoredReservation> Reservations { get; init; }

    /// <summary>Every queue that has a handler on this engine.</summary>
    public required IReadOnlyList<QueueBook> Queues { get; init; }

    /// <summary>Deliveries that are to be tried again, for a person to read.</summary>
    public required IReadOnlyList<string> Retries { get; init; }

    public required IReadOnlyList<StoredDeadLetter> DeadLetters { get; init; }

    public required IReadOnlyDictionary<string, long> Counters { get; init; }

    /// <summary>The e-mails that went out, each under the name that <see cref="NameOfMail"/> gives its id.</summary>
    public required IReadOnlySet<string> Mails { get; init; }

    /// <summary>What the engine's mail store calls the e-mail of an id.</summary>
    public required Func<string, string> NameOfMail { get; init; }

    /// <summary>What the payment provider captured and refunded, by payment; empty when none is simulated.</summary>
    public required IReadOnlyDictionary<string, LedgerEntry> Ledger { get; init; }

    /// <summary>The orders whose parcel the carrier has; null when no carrier is simulated.</summary>
    public required IReadOnlySet<string>? Parcels { get; init; }
}
