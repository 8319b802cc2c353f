using System.Text.Json;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Identity;
using Pipeline.Orders;

namespace Pipeline.Audit;

/// <summary>What the event log says, read once from beginning to end.</summary>
public sealed class LogTally
{
    public long Head { get; private set; }

    public Dictionary<string, OrderTally> Orders { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of e-mails that reactions must have sent.</summary>
    public List<string> Emails { get; } = [];

    /// <summary>Users who signed up.</summary>
    public HashSet<string> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>Log lines by level.</summary>
    public Dictionary<string, long> LogLines { get; } = new(StringComparer.Ordinal);

    /// <summary>Readings in the order of the log.</summary>
    public List<ReadingTally> Readings { get; } = [];

    /// <summary>Alerts by event id, with their thresholds.</summary>
    public Dictionary<string, double> Alerts { get; } = new(StringComparer.Ordinal);

    /// <summary>How many events of each type there are, and the position of the last one.</summary>
    public Dictionary<string, (long Count, long Last)> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>How many events came from outside.</summary>
    public long FromOutside { get; private set; }

    public Findings Unreadable { get; } = new();

    /// <summary>Reads the event at the next position; what cannot be read is noted in <see cref="Unreadable"/>.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="json">The event.</param>
    /// <param name="type">What the store says that its type is, if it does; queues were to handle it even when it cannot be read.</param>
    public void Add(long position, ReadOnlySpan<byte> json, string? type = null)
    {
        Unreadable.AddIf(position != Head + 1, "gap before position", $"{position}");
        Head = position;
        try
        {
            var cloudEvent = CloudEvents.FromJson(json);
            type = cloudEvent.Type;
            Add(cloudEvent);
        }
        catch (Exception error) when (error is UnreadableEventException or JsonException or ArgumentException or InvalidOperationException)
        {
            Unreadable.Add("cannot be read, at position", $"{position} ({error.Message})");
        }

        if (type is not null)
        {
            Types[type] = (Types.GetValueOrDefault(type).Count + 1, position);
        }
    }

    /// <summary>Notes that the event at the next position cannot be read at all.</summary>
    public void AddLost(long position)
    {
        Head = position;
        Unreadable.Add("cannot be read, at position", $"{position} (its page is damaged)");
    }

    private void Add(CloudEvent cloudEvent)
    {
        switch (CloudEvents.Read(cloudEvent))
        {
            case IOrderEvent made:
                AddToOrder(cloudEvent, made);
                break;
            case UserSignedUp user:
                FromOutside++;
                Users.Add(user.UserId);
                break;
            case SensorReading reading:
                FromOutside++;
                Readings.Add(ReadingTally.Of(cloudEvent, reading));
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

    private void AddToOrder(CloudEvent cloudEvent, IOrderEvent made)
    {
        var orderId = cloudEvent.Subject!;
        var tally = Orders.GetValueOrDefault(orderId) ?? new OrderTally();
        var expected = (tally.State?.Version ?? 0) + 1;
        tally.Problem ??= cloudEvent.Sequence() == expected ? null : $"sequence {cloudEvent.Sequence()} where {expected} was due";
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
}

/// <summary>One sensor reading, with the ids of its alert, if it raised one.</summary>
public readonly record struct ReadingTally(string Metric, double Value, string AlertId, string MailId)
{
    private const string Queue = "alert-on-threshold";

    // The ids depend only on the reading, so that the audit can derive what the reaction must have sent.
    internal static ReadingTally Of(CloudEvent cause, SensorReading reading)
    {
        var from = cause.Source + "\n" + cause.Id;
        var time = cause.Time ?? default;
        return new ReadingTally(
            reading.Metric, reading.Value, DerivedId.From(time, from, Queue), $"{DerivedId.From(time, from, "alert-mail")}-{Queue}");
    }
}
