using System.IO.Hashing;
using Azure.Messaging;
using Pipeline.Embedded.Work;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Log;

/// <summary>Reads rows of the log and says which are damaged. Every reader of an event's row goes through here.</summary>
internal static class EventRows
{
    /// <summary>The columns that <see cref="Read"/> reads, in its order.</summary>
    public const string Columns = "position, type, subject, event, checksum";

    /// <summary>What is kept beside an event: a byte that changes, or a row that moves, does not go unnoticed.</summary>
    public static long ChecksumOf(long position, ReadOnlySpan<byte> json) => (long)XxHash3.HashToUInt64(json, position);

    /// <summary>Whether the row's bytes are those that were written; null when it has no checksum to tell by.</summary>
    public static bool? IsIntact(Statement row) =>
        row.NullableNumber(4) is { } checksum ? checksum == ChecksumOf(row.Number(0), row.Blob(3)) : null;

    /// <summary>The event, or a <see cref="DamagedEvent"/>.</summary>
    public static LogEntry Read(Statement row)
    {
        var (position, type) = (row.Number(0), row.NullableText(1));
        CloudEvent? read = null;
        string? why = null;
        try
        {
            read = CloudEvents.FromJson(row.Blob(3));
            why = IsIntact(row) == false ? "its checksum is another"
                : read.Type != type ? $"its row says {type}, the event says {read.Type}"
                // A later version may have written it, as its checksum then says: nothing here takes it, and nothing is wrong with it.
                : EventCatalog.Find(type) is null && IsIntact(row) is null ? $"this version of the program knows no {type}"
                : null;
        }
        catch (Exception error) when (StoredJson.IsUnreadable(error))
        {
            why = error.Message;
        }

        return new LogEntry(
            position, why is null ? read! : DamagedEvent.At(position, Known(type) ?? Known(read?.Type), row.NullableText(2), why));
    }

    /// <summary>The events of an order, in order.</summary>
    /// <exception cref="FailureException">One of them is damaged or missing.</exception>
    public static List<CloudEvent> ReadOrder(Connection connection, string orderId)
    {
        var events = connection
            .Sql("SELECT position, type, subject, event, checksum, sequence FROM events WHERE subject = ? AND sequence IS NOT NULL "
                + "ORDER BY sequence").Bind(orderId)
            .All(row => (Entry: Read(row), Sequence: row.Number(5)));
        for (var i = 0; i < events.Count; i++)
        {
            var ((_, cloudEvent), sequence) = events[i];
            if (sequence != i + 1)
            {
                throw Damaged(orderId, $"Its event {i + 1} is missing in the log.");
            }

            if (WhyUnreadable(cloudEvent, events[i].Entry.Position) is { } why)
            {
                throw Damaged(orderId, why);
            }
        }

        return [.. events.Select(one => one.Entry.Event)];
    }

    private static string? WhyUnreadable(CloudEvent cloudEvent, long position)
    {
        if (cloudEvent is DamagedEvent damaged)
        {
            return damaged.Why;
        }

        try
        {
            CloudEvents.Read(cloudEvent);
            return null;
        }
        catch (UnreadableEventException error)
        {
            return $"The event at position {position} of the log is damaged ({error.Message}).";
        }
    }

    private static FailureException Damaged(string orderId, string why) => new(new Rejected(
        DamagedEvent.Code,
        $"The history of order {orderId} cannot be read. {why} An operator restores it from a backup; audit lists all damage."));

    private static string? Known(string? type) => type is not null && EventCatalog.Find(type) is not null ? type : null;
}
