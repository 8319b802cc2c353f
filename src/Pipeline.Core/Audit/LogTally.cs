using System.Text.Json;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Identity;
using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>What the event log says, read once from beginning to end, after the archive of what left it.</summary>
public sealed class LogTally
{
    public long Head { get; private set; }

    public Dictionary<string, OrderTally> Orders { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of e-mails that reactions must have sent.</summary>
    public List<string> Emails { get; } = [];

    /// <summary>The orders that are still in the engine's stores.</summary>
    public IEnumerable<string> PresentOrders => Orders.Where(order => !order.Value.IsArchived).Select(order => order.Key);

    /// <summary>The orders that have left for the archive.</summary>
    public IEnumerable<string> ArchivedOrders => Orders.Where(order => order.Value.IsArchived).Select(order => order.Key);

    /// <summary>Users who signed up.</summary>
    public HashSet<string> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of them whose sign-up, or one of several, is archived along with their workflow.</summary>
    public HashSet<string> ArchivedUsers { get; } = new(StringComparer.Ordinal);

    /// <summary>Log lines by level.</summary>
    public Dictionary<string, long> LogLines { get; } = new(StringComparer.Ordinal);

    /// <summary>The positions that the archive has.</summary>
    public PositionSet Archived { get; } = new();

    /// <summary>Readings; the archived ones come first.</summary>
    public List<ReadingTally> Readings { get; } = [];

    /// <summary>Alerts by event id, with their thresholds.</summary>
    public Dictionary<string, double> Alerts { get; } = new(StringComparer.Ordinal);

    /// <summary>How many events of each type there are, and the position of the last one.</summary>
    public Dictionary<string, (long Count, long Last)> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>How many events came from outside.</summary>
    public long FromOutside { get; private set; }

    public Findings Unreadable { get; } = new();

    /// <summary>Reads an event of the archive, which comes before all of the log.</summary>
    public void AddArchived(long position, ReadOnlySpan<byte> json)
    {
        if (Archived.Add(position))
        {
            Read(position, json, type: null, isArchived: true);
        }
        else
        {
            Unreadable.Add("in the archive twice, at position", $"{position}");
        }
    }

    /// <summary>Reads the event at the next position; what cannot be read is noted in <see cref="Unreadable"/>.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="json">The event.</param>
    /// <param name="type">What the store says that its type is, if it does; queues were to handle it even when it cannot be read.</param>
    public void Add(long position, ReadOnlySpan<byte> json, string? type = null)
    {
        Unreadable.AddIf(position != Archived.NextAbsent(Head + 1, position), "gap before position", $"{position}");
        Head = position;
        if (Archived.Contains(position))
        {
            Unreadable.Add("in the archive and in the log, at position", $"{position}");
        }
        else
        {
            Read(position, json, type, isArchived: false);
        }
    }

    /// <summary>Notes that the event at the next position cannot be read at all.</summary>
    public void AddLost()
    {
        Head = Archived.NextAbsent(Head + 1, long.MaxValue);
        Unreadable.Add("cannot be read, at position", $"{Head} (its page is damaged)");
    }

    private void Read(long position, ReadOnlySpan<byte> json, string? type, bool isArchived)
    {
        try
        {
            var cloudEvent = CloudEvents.FromJson(json);
            type = cloudEvent.Type;
            Add(position, cloudEvent, isArchived);
        }
        catch (Exception error) when (error is UnreadableEventException or JsonException or ArgumentException or InvalidOperationException)
        {
            Unreadable.Add("cannot be read, at position", $"{position} ({error.Message})");
        }

        if (type is not null)
        {
            var (count, last) = Types.GetValueOrDefault(type);
            Types[type] = (count + 1, Math.Max(last, position));
        }
    }

    private void Add(long position, CloudEvent cloudEvent, bool isArchived)
    {
        switch (CloudEvents.Read(cloudEvent))
        {
            case IOrderEvent made:
                AddToOrder(cloudEvent, made, isArchived);
                break;
            case UserSignedUp user:
                FromOutside++;
                Users.Add(user.UserId);
                if (isArchived)
                {
                    ArchivedUsers.Add(user.UserId);
                }

                break;
            case SensorReading reading:
                FromOutside++;
                Readings.Add(ReadingTally.Of(position, cloudEvent, reading));
                break;
            case SensorThresholdExceeded exceeded:
                Unreadable.AddIf(!Alerts.TryAdd(cloudEvent.Id, exceeded.Threshold), "alerts came twice", cloudEvent.Id);
                break;
            case LogLine line:
                FromOutside++;
                LogLines[line.Level] = LogLines.GetValueOrDefault(line.Level) + 1;
                break;
        }
    }

    private void AddToOrder(CloudEvent cloudEvent, IOrderEvent made, bool isArchived)
    {
        var orderId = cloudEvent.Subject!;
        var tally = Orders.GetValueOrDefault(orderId) ?? new OrderTally { IsArchived = isArchived };
        var expected = (tally.State?.Version ?? 0) + 1;
        tally.Problem ??= cloudEvent.Sequence() == expected ? null : $"sequence {cloudEvent.Sequence()} where {expected} was due";
        tally.Problem ??= isArchived == tally.IsArchived ? null : $"its event {expected} is in the log, those before in the archive";
        tally.State = OrderEvolution.Evolve(tally.State, made, orderId, cloudEvent.Time ?? default, cloudEvent.CorrelationId());
        // Last: a stream that does not begin with order.placed makes no order, and every rule may count on a state.
        Orders[orderId] = tally;
        switch (made)
        {
            case OrderPlaced:
                Emails.Add($"{cloudEvent.Id}-send-order-confirmation");
                break;
            case ShipmentScheduled:
                Emails.Add($"{cloudEvent.Id}-notify-shipment");
                break;
        }
    }
}

/// <summary>One order as its events tell it.</summary>
public sealed class OrderTally
{
    /// <summary>What the events add up to; null before the first one.</summary>
    public Order? State { get; set; }

    /// <summary>What is wrong with the stream itself, or null.</summary>
    public string? Problem { get; set; }

    /// <summary>Whether it has left for the archive.</summary>
    public bool IsArchived { get; init; }
}

/// <summary>One sensor reading, with the ids of its alert, if it raised one.</summary>
public readonly record struct ReadingTally(long Position, string Metric, double Value, string AlertId, string MailId)
{
    private const string Queue = "alert-on-threshold";

    // The ids depend only on the reading, so that the audit can derive what the reaction must have sent.
    internal static ReadingTally Of(long position, CloudEvent cause, SensorReading reading)
    {
        var from = cause.Source + "\n" + cause.Id;
        var time = cause.Time ?? default;
        return new ReadingTally(
            position, reading.Metric, reading.Value,
            DerivedId.From(time, from, Queue), $"{DerivedId.From(time, from, "alert-mail")}-{Queue}");
    }
}
