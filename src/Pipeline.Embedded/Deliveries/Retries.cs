using System.Collections.Concurrent;
using Azure.Messaging;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Work;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Reactions;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Deliveries;

/// <summary>One attempt to have a queue handle an event.</summary>
/// <param name="Position">Where the event stands in the log; null for one that never was in it.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
/// <param name="RetryId">The row that this delivery comes from; null when it comes from the queue itself.</param>
/// <param name="DeadLetterId">The dead letter that this delivery replays.</param>
internal sealed record Delivery(CloudEvent Event, long? Position, int Attempts = 1, long? RetryId = null, string? DeadLetterId = null)
{
    /// <summary>Deliveries with the same key are handled one after the other.</summary>
    public string OrderingKey => Event.Subject ?? Event.Id;
}

/// <summary>Deliveries that failed and left their queue. Each is a row until it takes effect or becomes a dead letter.</summary>
internal sealed class Retries : IDisposable
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly EventLog _log;
    private readonly TimeProvider _time;
    private readonly Alarms<long> _alarms;
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private Func<string, Delivery, Task> _redeliver = (_, _) => Task.CompletedTask;

    public Retries(Database database, EventLog log, TimeProvider time)
    {
        (_database, _log, _time) = (database, log, time);
        _alarms = new Alarms<long>(time, id => _ = RedeliverAsync(id));
    }

    public long Count(string queue) => _counts.GetValueOrDefault(queue);

    /// <summary>Tells who takes a delivery that is due, by the name of its queue.</summary>
    public void Connect(Func<string, Delivery, Task> redeliver) => _redeliver = redeliver;

    /// <summary>Takes up the rows that an earlier process left.</summary>
    public void Start()
    {
        var rows = _database.Read(connection => connection.Sql("SELECT id, queue, due, scheduled_at FROM retries")
            .All(row => (Id: row.Number(0), Queue: row.Text(1), Due: DueOf(row.Number(2), row.NullableNumber(3)))));
        foreach (var (id, queue, due) in rows)
        {
            Expect(id, queue, due);
        }
    }

    /// <summary>Schedules another attempt after the retry's pause.</summary>
    public void Schedule(Transaction transaction, string queue, Delivery delivery, Settlement.Retry retry)
    {
        var now = _time.GetUtcNow();
        var due = now + retry.Pause;
        var reason = $"{retry.Failure.Code}: {retry.Failure.Detail}";
        if (delivery.RetryId is { } known)
        {
            transaction.Sql("UPDATE retries SET attempts = ?, due = ?, scheduled_at = ?, reason = ? WHERE id = ?")
                .Bind(delivery.Attempts).Bind(due.ToUnixTimeMilliseconds()).Bind(now.ToUnixTimeMilliseconds()).Bind(reason).Bind(known)
                .Run();
            transaction.AfterCommit(() => _alarms.Set(known, due));
        }
        else
        {
            Insert(transaction, queue, delivery, reason, now, due);
        }
    }

    /// <summary>Schedules a dead letter for its queue, due at once.</summary>
    public void Replay(Transaction transaction, string queue, Delivery delivery)
    {
        var now = _time.GetUtcNow();
        Insert(transaction, queue, delivery with { Attempts = 0 }, "replay", now, due: now);
    }

    /// <summary>Whether the delivery still has to be settled: it comes from the queue itself, or its row is still there.</summary>
    public static bool IsOpen(Transaction transaction, Delivery delivery) =>
        delivery.RetryId is not { } id || transaction.Sql("SELECT 1 FROM retries WHERE id = ?").Bind(id).First(row => row.Number(0)) == 1;

    /// <summary>The delivery is settled.</summary>
    public void Remove(Transaction transaction, string queue, Delivery delivery)
    {
        if (delivery.RetryId is { } id && transaction.Sql("DELETE FROM retries WHERE id = ?").Bind(id).Run() == 1)
        {
            transaction.AfterCommit(() => _counts.AddOrUpdate(queue, 0, (_, count) => count - 1));
        }
    }

    public void Dispose() => _alarms.Dispose();

    private DateTimeOffset DueOf(long due, long? scheduledAt) =>
        StoredTime.Due(_time.GetUtcNow(), StoredTime.Read(scheduledAt ?? long.MinValue), StoredTime.Read(due));

    private void Insert(
        Transaction transaction, string queue, Delivery delivery, string reason, DateTimeOffset now, DateTimeOffset due)
    {
        transaction.Sql(
            """
            INSERT INTO retries (queue, position, dead_letter, attempts, due, scheduled_at, reason, event)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .Bind(queue).Bind(delivery.Position).Bind(delivery.DeadLetterId).Bind(delivery.Attempts).Bind(due.ToUnixTimeMilliseconds())
            .Bind(now.ToUnixTimeMilliseconds()).Bind(reason).Bind(CloudEvents.ToJson(delivery.Event)).Run();
        var id = transaction.LastInsertId();
        transaction.AfterCommit(() => Expect(id, queue, due));
    }

    private void Expect(long id, string queue, DateTimeOffset due)
    {
        _counts.AddOrUpdate(queue, 1, (_, count) => count + 1);
        _alarms.Set(id, due);
    }

    private async Task RedeliverAsync(long id)
    {
        try
        {
            if (Find(id) is { } row)
            {
                await _redeliver(row.Queue, row.Delivery);
            }
        }
        catch (FailureException)
        {
            _alarms.Set(id, _time.GetUtcNow() + ReadAgainAfter);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The queue is stopping; the row brings it back at the next start.
        }
    }

    private (string Queue, Delivery Delivery)? Find(long id) => _database.Read(connection => connection
        .Sql("SELECT queue, event, position, attempts, dead_letter FROM retries WHERE id = ?").Bind(id)
        .First<(string, Delivery)?>(row => (row.Text(0), new Delivery(
            ReadEvent(row, id), row.NullableNumber(2), (int)row.Number(3) + 1, id, row.NullableText(4)))));

    // When the row's own copy is damaged, the log may still have the event.
    private CloudEvent ReadEvent(Statement row, long id)
    {
        try
        {
            return CloudEvents.FromJson(row.Blob(1));
        }
        catch (Exception error) when (StoredJson.IsUnreadable(error))
        {
            return row.NullableNumber(2) is { } position && _log.At(position) is { } entry
                ? entry.Event
                : DamagedEvent.Of($"retry-{id}", error.Message);
        }
    }
}
