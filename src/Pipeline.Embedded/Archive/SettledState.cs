using Azure.Messaging;
using Pipeline.Embedded.Queues;
using Pipeline.Embedded.Work;
using Pipeline.Events;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Archive;

/// <summary>What queues, retries and dead letters still need of the log, as of one moment.</summary>
internal sealed class SettledState
{
    private const string NewestSql = "SELECT max(id) FROM dead_letters";

    private readonly Dictionary<string, QueuePlace> _queues;
    private readonly HashSet<long> _positions = [];
    private readonly HashSet<string> _subjects = new(StringComparer.Ordinal);
    private bool _isUnknown;

    /// <param name="connection">Where to read it.</param>
    /// <param name="queues">The queues that have a reaction.</param>
    public SettledState(Connection connection, IEnumerable<string> queues)
    {
        connection.Execute("BEGIN");
        try
        {
            _queues = ReadQueues(connection, queues);
            connection.Sql("SELECT position, event FROM retries").All(Need);
            connection.Sql("SELECT position, event FROM dead_letters WHERE status <> 'resolved'").All(Need);
            NewestDeadLetter = NewestOf(connection.Sql(NewestSql));
            Head = connection.Sql("SELECT coalesce(max(position), 0) FROM events").First(row => row.Number(0));
        }
        finally
        {
            connection.Execute("COMMIT");
        }
    }

    /// <summary>No later dead letter is considered here.</summary>
    public string NewestDeadLetter { get; }

    /// <summary>The end of the log, which must stay: it says how many events there are.</summary>
    public long Head { get; }

    /// <summary>Whether a dead letter has come since.</summary>
    public bool IsOutdated(Transaction transaction) => NewestOf(transaction.Sql(NewestSql)) != NewestDeadLetter;

    /// <summary>Whether every queue that takes the event has settled it for good, and nothing waits that is about its subject.</summary>
    public bool IsDoneWith(long position, CloudEvent cloudEvent) =>
        position < Head
        && !_isUnknown
        && !_positions.Contains(position)
        && !_subjects.Contains(cloudEvent.Subject ?? "")
        && _queues.All(queue => !Routes.Default.Takes(queue.Key, cloudEvent.Type)
            || (queue.Value.Position >= position && !queue.Value.InFlight.Contains(position)));

    private static string NewestOf(Statement select) => select.First(row => row.NullableText(0)) ?? "";

    private static Dictionary<string, QueuePlace> ReadQueues(Connection connection, IEnumerable<string> queues)
    {
        var places = connection.Sql("SELECT queue, position, holes FROM cursors")
            .All(row => (Queue: row.Text(0), Place: new QueuePlace(row.Number(1), [.. InFlightPositions.Decode(row.Blob(2))])))
            .ToDictionary(row => row.Queue, row => row.Place);
        return queues.ToDictionary(queue => queue, queue => places.GetValueOrDefault(queue) ?? new QueuePlace(0, []));
    }

    private bool Need(Statement row)
    {
        if (row.NullableNumber(0) is { } position)
        {
            _positions.Add(position);
        }

        try
        {
            _subjects.Add(CloudEvents.FromJson(row.Blob(1)).Subject ?? "");
        }
        catch (Exception error) when (StoredJson.IsUnreadable(error))
        {
            // It may be about anything: nothing goes before an operator has looked at it.
            _isUnknown = true;
        }

        return true;
    }

    private sealed record QueuePlace(long Position, HashSet<long> InFlight);
}
