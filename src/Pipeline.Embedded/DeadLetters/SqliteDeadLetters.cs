using Azure.Messaging;
using Pipeline.DeadLetters;
using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Work;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Identity;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.DeadLetters;

/// <summary>The dead-letter store in the engine's file.</summary>
internal sealed class SqliteDeadLetters(
    Database database, Writer writer, EventLog log, Retries retries, IIdGenerator ids, TimeProvider time)
    : IDeadLetters
{
    private const string Columns =
        "SELECT id, queue, event, reason, detail, attempts, status, arrived_at, updated_at, position FROM dead_letters";

    public Task AddAsync(string queue, CloudEvent cloudEvent, Failure failure, CancellationToken cancellation) =>
        writer.RunAsync(transaction =>
    {
        Add(transaction, queue, new Delivery(cloudEvent, Position: null), failure);
        return true;
    });

    public Task<DeadLetter?> GetAsync(string id, CancellationToken cancellation) => Task.FromResult(
        database.Read(connection => connection.Sql(Columns + " WHERE id = ?").Bind(id).First(Read)));

    public Task<IReadOnlyList<DeadLetter>> ListAsync(DeadLetterStatus? status, string? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<DeadLetter>>(database.Read(connection => connection
            .Sql(Columns + " WHERE (?1 IS NULL OR status = ?1) AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3")
            .Bind(status?.Name()).Bind(after).Bind(limit).All(Read)));

    public Task<Result<DeadLetter>> ReplayAsync(string id, CancellationToken cancellation) =>
        writer.RunAsync<Result<DeadLetter>>(transaction =>
    {
        var found = transaction.Sql(Columns + " WHERE id = ?").Bind(id)
            .First(row => (DeadLetter: Read(row), Position: row.NullableNumber(9)));
        if (found.DeadLetter is not { } deadLetter)
        {
            return new NotFound("dead-letter-not-found", $"There is no dead letter {id}.");
        }

        if (deadLetter.Status != DeadLetterStatus.Open)
        {
            return new Rejected(
                "dead-letter-not-open", $"Dead letter {id} is {deadLetter.Status.Name()}; only an open one can be replayed.");
        }

        if (!EventOf(deadLetter, found.Position).TryGet(out var cloudEvent, out var damaged))
        {
            return damaged;
        }

        if (!IsFor(deadLetter.Queue, cloudEvent))
        {
            Resolve(transaction, id);
            return deadLetter with { Status = DeadLetterStatus.Resolved };
        }

        SetStatus(transaction, id, DeadLetterStatus.Replaying);
        retries.Replay(transaction, deadLetter.Queue, new Delivery(cloudEvent, found.Position, DeadLetterId: id));
        return deadLetter with { Status = DeadLetterStatus.Replaying };
    });

    /// <summary>Stores a delivery's event as a dead letter, or reopens the one that it replayed with the new reason.</summary>
    public void Add(Transaction transaction, string queue, Delivery delivery, Failure failure)
    {
        var now = time.GetUtcNow();
        var id = delivery.DeadLetterId ?? ids.Next();
        var statement = delivery.DeadLetterId is null
            ? transaction.Sql(
                """
                INSERT INTO dead_letters (
                    reason, detail, attempts, updated_at, id, queue, source, event_id, position, event, status, arrived_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'open', ?4) ON CONFLICT (queue, source, event_id) DO NOTHING
                """).Bind(failure.Code).Bind(failure.Detail).Bind(delivery.Attempts).Bind(now.ToUnixTimeMilliseconds()).Bind(id)
                .Bind(queue).Bind(delivery.Event.Source).Bind(delivery.Event.Id).Bind(delivery.Position)
                .Bind(CloudEvents.ToJson(delivery.Event))
            : transaction.Sql(
                "UPDATE dead_letters SET reason = ?, detail = ?, attempts = attempts + ?, updated_at = ?, status = 'open' WHERE id = ?")
                .Bind(failure.Code).Bind(failure.Detail).Bind(delivery.Attempts).Bind(now.ToUnixTimeMilliseconds()).Bind(id);
        if (statement.Run() > 0)
        {
            var data = new DeadLetterArrived(id, queue, delivery.Event.Id, delivery.Event.Type, failure.Code);
            var arrived = CloudEvents.Create(data, "/dead-letters", id, ids.Next(), now, Trace.CausedBy(delivery.Event));
            log.Append(transaction, SerializedEvent.Of(arrived));
        }
    }

    /// <summary>A replay took effect.</summary>
    public void Resolve(Transaction transaction, string id) => SetStatus(transaction, id, DeadLetterStatus.Resolved);

    public long CountOpen() => database.Read(connection =>
        connection.Sql("SELECT count(*) FROM dead_letters WHERE status = 'open'").First(row => row.Number(0)));

    // While its type could not be read, a damaged event was given to every queue; mended, it may turn out to be none of this one's.
    private static bool IsFor(string queue, CloudEvent cloudEvent) =>
        !Routes.Default.Queues.Contains(queue) || Routes.Default.Takes(queue, cloudEvent.Type);

    // A damaged event may have been mended in the log since.
    private Result<CloudEvent> EventOf(DeadLetter deadLetter, long? position)
    {
        if (!DamagedEvent.Is(deadLetter.Event))
        {
            return deadLetter.Event;
        }

        return position is { } known && log.At(known) is { Event: not DamagedEvent } mended
            ? mended.Event
            : new Rejected(DamagedEvent.Code, $"{deadLetter.Detail} Its event still cannot be read; restore it, then replay.");
    }

    private void SetStatus(Transaction transaction, string id, DeadLetterStatus status) => transaction
        .Sql("UPDATE dead_letters SET status = ?, updated_at = ? WHERE id = ?")
        .Bind(status.Name()).Bind(time.GetUtcNow().ToUnixTimeMilliseconds()).Bind(id).Run();

    // One whose status cannot be read is shown as open, so that somebody looks at it.
    private static DeadLetter Read(Statement row) => new(
        row.Text(0), row.Text(1), ReadEvent(row), row.Text(3), row.Text(4), (int)row.Number(5),
        DeadLetterStatuses.Parse(row.Text(6)) ?? DeadLetterStatus.Open, StoredTime.Read(row.Number(7)), StoredTime.Read(row.Number(8)));

    private static CloudEvent ReadEvent(Statement row)
    {
        try
        {
            return CloudEvents.FromJson(row.Blob(2));
        }
        catch (Exception error) when (StoredJson.IsUnreadable(error))
        {
            return DamagedEvent.Of($"dead letter {row.Text(0)}", error.Message);
        }
    }
}
