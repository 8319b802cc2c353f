using Pipeline.Embedded.Archive;
using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Idempotency;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Engine;

/// <summary>Forgets, once an hour, the inbox records and idempotency keys that have expired, and archives what is settled.</summary>
internal sealed class Retention(Writer writer, Archiver archiver, SteadyClock clock, TimeProvider time) : IDisposable
{
    /// <summary>Longer than any provider or broker redelivers an event.</summary>
    public static readonly TimeSpan Inbox = TimeSpan.FromDays(30);

    private const int BatchSize = 1_000;
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private ITimer? _timer;

    public void Start() => _timer = time.CreateTimer(_ => _ = RunAsync(), null, TimeSpan.Zero, Period);

    public void Dispose() => _timer?.Dispose();

    private async Task RunAsync()
    {
        await ForgetAsync();
        await archiver.RunAsync();
    }

    // Small batches, oldest first, so that the writer is never held up for long.
    public async Task ForgetAsync()
    {
        var now = clock.Now;
        try
        {
            while (await writer.RunAsync(transaction => ForgetAccepted(transaction, now - Inbox)) == BatchSize)
            {
            }

            while (await writer.RunAsync(transaction => transaction.Sql(
                "DELETE FROM idempotency_keys WHERE rowid IN (SELECT rowid FROM idempotency_keys ORDER BY rowid LIMIT ?) "
                + "AND claimed_at < ?")
                .Bind(BatchSize).Bind((now - IdempotencyLimits.Retention).ToUnixTimeMilliseconds()).Run()) == BatchSize)
            {
            }
        }
        catch (FailureException error) when (error.Failure is Transient)
        {
            // A full disk or a stop: try again in an hour.
        }
    }

    // Counted, so that the audit can still compare them with the log.
    private static int ForgetAccepted(Transaction transaction, DateTimeOffset before)
    {
        var forgotten = transaction.Sql(
            "DELETE FROM inbox WHERE rowid IN (SELECT rowid FROM inbox ORDER BY rowid LIMIT ?) AND accepted_at < ?")
            .Bind(BatchSize).Bind(before.ToUnixTimeMilliseconds()).Run();
        if (forgotten > 0)
        {
            transaction.Sql("UPDATE forgotten SET inbox = inbox + ?").Bind(forgotten).Run();
        }

        return forgotten;
    }
}
