using System.Text.Json.Serialization;

namespace Pipeline.SimulatedDays.Days;

/// <summary>
/// Something that happens on a day. Each has dice of its own, so that a day without some of its entries leaves the others as they are.
/// </summary>
/// <param name="At">When, from the day's beginning.</param>
/// <param name="Dice">The seed of whatever is left to chance in it.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(PlacedOrder), "order")]
[JsonDerivedType(typeof(OutsideEvent), "event")]
[JsonDerivedType(typeof(Cancellation), "cancellation")]
[JsonDerivedType(typeof(BadRequest), "bad-request")]
[JsonDerivedType(typeof(OperatorRound), "operator")]
[JsonDerivedType(typeof(Fault), "fault")]
[JsonDerivedType(typeof(Death), "death")]
[JsonDerivedType(typeof(ClockJump), "clock")]
internal abstract record DayEntry(TimeSpan At, int Dice);

/// <summary>A customer places an order, sending it again with its key until it is answered for good.</summary>
/// <param name="Number">Counts the day's orders.</param>
/// <param name="Sku">What is bought.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Payment">What the customer and the provider do about the payment.</param>
internal sealed record PlacedOrder(TimeSpan At, int Dice, int Number, string Sku, int Quantity, PaymentStory Payment) : DayEntry(At, Dice);

/// <summary>An event from outside, sent until it is accepted; <paramref name="Times"/> times altogether.</summary>
internal sealed record OutsideEvent(TimeSpan At, int Dice, string Type, string Id, string Subject, string Data, int Times)
    : DayEntry(At, Dice);

/// <summary>A customer asks for an order to be cancelled.</summary>
internal sealed record Cancellation(TimeSpan At, int Dice, int Order) : DayEntry(At, Dice);

/// <summary>A request that must be refused, whatever the weather, and without effect.</summary>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Order">The order that it is about.</param>
internal sealed record BadRequest(TimeSpan At, int Dice, BadRequestKind Kind, int Order) : DayEntry(At, Dice);

/// <summary>An operator resumes every saga that needs attention and replays every dead letter.</summary>
internal sealed record OperatorRound(TimeSpan At, int Dice) : DayEntry(At, Dice);

/// <summary>For a while, something outside the process fails, or is slow.</summary>
/// <param name="Where">What fails.</param>
/// <param name="How">How.</param>
/// <param name="For">How long.</param>
/// <param name="Share">Of how many calls out of a hundred.</param>
internal sealed record Fault(TimeSpan At, int Dice, FaultyPart Where, FaultKind How, TimeSpan For, int Share) : DayEntry(At, Dice);

/// <summary>The process ends, and starts again after a while.</summary>
/// <param name="How">How it ends.</param>
/// <param name="Aim">When it ends, next to what.</param>
/// <param name="After">After so many of what is counted for its aim.</param>
/// <param name="Away">How long nothing runs.</param>
internal sealed record Death(TimeSpan At, int Dice, DeathKind How, DeathAim Aim, int After, TimeSpan Away) : DayEntry(At, Dice);

/// <summary>The machine's wall clock is set, while time passes as before.</summary>
internal sealed record ClockJump(TimeSpan At, int Dice, TimeSpan By) : DayEntry(At, Dice);

/// <summary>What becomes of a payment.</summary>
internal enum PaymentStory
{
    /// <summary>Captured soon, reported once.</summary>
    Captured,

    /// <summary>Captured before the request for it is answered.</summary>
    Early,

    /// <summary>Reported twice or three times.</summary>
    Doubled,

    /// <summary>Captured as the time for it runs out.</summary>
    AtTheLast,

    /// <summary>Captured minutes after the order gave it up: the two cross.</summary>
    TooLate,

    /// <summary>The card is declined.</summary>
    Declined,

    /// <summary>Declined, and paid with another card within a minute, unless the payment is void by then.</summary>
    DeclinedThenPaid,

    /// <summary>The customer never pays.</summary>
    Never,

    /// <summary>The report of the capture is lost; only the provider knows. Money: see docs/reliability.md.</summary>
    ReportLost,

    /// <summary>Declined once, then captured; the report of the decline comes last.</summary>
    Reordered,

    /// <summary>Captured in two parts. Money.</summary>
    InParts,

    /// <summary>Refunded by hand after it was captured, which is reported. Money.</summary>
    RefundedByHand,

    /// <summary>Captured; when the pipeline refunds it, the refund fails an hour later, which is reported. Money.</summary>
    RefundFails,

    /// <summary>Taken back by the customer's bank, which is reported. Money.</summary>
    Disputed,
}

internal enum FaultyPart
{
    Provider,
    Carrier,

    /// <summary>Whatever takes the mails.</summary>
    Mail,

    /// <summary>The database: a disk that is full, or Cosmos DB.</summary>
    Store,

    /// <summary>Event Grid. Azure only, as all that follows.</summary>
    Topic,

    /// <summary>Service Bus: what is sent to it, and the settling of messages.</summary>
    Broker,

    /// <summary>The task hub of Durable Functions, as its client reaches it.</summary>
    Hub,
}

internal enum FaultKind
{
    /// <summary>It fails without effect.</summary>
    Down,

    /// <summary>It takes effect, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>It answers after seconds.</summary>
    Slow,

    /// <summary>It refuses for good what it should take, or fails as nobody foresaw.</summary>
    Wrong,
}

internal enum DeathKind
{
    /// <summary>The process is killed between two steps; what was written stays.</summary>
    Kill,

    /// <summary>The power goes before a write; what was not flushed may be lost.</summary>
    PowerLoss,

    /// <summary>The process is stopped as a host does and started again in place.</summary>
    Restart,

    /// <summary>As a restart, and from here on sagas begin with a newer version of their definition.</summary>
    Upgrade,
}

internal enum DeathAim
{
    /// <summary>Counted are steps; writes of SQLite for a loss of power.</summary>
    Anywhere,

    /// <summary>Counted is what takes effect outside: at the provider, the carrier or as a mail. It ends a few steps later.</summary>
    Effect,

    /// <summary>Counted are flushes of SQLite: a commit is written then, and nobody was told. It ends then or a few steps later.</summary>
    Flush,

    /// <summary>
    /// A dead letter is settled at the broker, so that it is nowhere but in the store; it ends a few steps later. Azure only: drawn by
    /// itself, and what comes meanwhile does not take its place.
    /// </summary>
    DeadLetter,
}

internal enum BadRequestKind
{
    /// <summary>A webhook of a capture that never was, signed by somebody else.</summary>
    ForgedWebhook,

    /// <summary>The same, signed with a secret that was right, long ago.</summary>
    StaleWebhook,

    /// <summary>A webhook that is signed, and cannot be read.</summary>
    UnreadableWebhook,

    /// <summary>An event that is none.</summary>
    UnreadableEvent,

    /// <summary>An order that nobody can fill.</summary>
    UnreadableOrder,

    /// <summary>The key of an order, with another order.</summary>
    ReusedKey,

    /// <summary>A cancel of an order that never was.</summary>
    UnknownOrder,
}
