using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Operations;
using Pipeline.Embedded.Queues;
using Pipeline.Embedded.Sagas;
using Pipeline.Identity;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Engine;

/// <summary>
/// The top of the engine: connects its parts, starts them (which recovers whatever an earlier process left), and stops them without loss.
/// </summary>
internal sealed partial class EmbeddedEngine(
    EventLog log,
    Admission admission,
    SqliteSagas storedSagas,
    Retries retries,
    QueueSet queues,
    SagaRunner sagas,
    Retention retention,
    DamageSearch damage,
    LogSizeWatch logSize,
    Database database,
    Writer writer,
    IIdGenerator ids,
    IHostApplicationLifetime lifetime,
    ILogger<EmbeddedEngine> logger) : IHostedLifecycleService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = WatchAsync();
        Connect();
        FollowNewestIds();
        // The sagas first: nothing else may move one while those that an earlier process left are taken up.
        sagas.Start();
        retries.Start();
        queues.Start();
        retention.Start();
        damage.Start(log.Head);
        logSize.Start();
        return Task.CompletedTask;
    }

    // Before anything else stops: work in flight may need the host's own HTTP surface, which takes the webhooks of a simulated provider.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await queues.StopAsync(cancellationToken);
        await sagas.StopAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => damage.StopAsync();

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The only four calls from a lower part back to a higher one.
    private void Connect()
    {
        log.Connect(queues.Appended);
        admission.Connect(queues.LagOf);
        retries.Connect(queues.RedeliverAsync);
        storedSagas.Connect(sagas.TakeTurn);
    }

    // Lists go by id: one that is made after the clock was set back must not come before those that are there.
    private void FollowNewestIds()
    {
        foreach (var newest in database.Read(connection => connection
            .Sql("SELECT max(order_id) FROM orders UNION ALL SELECT max(id) FROM dead_letters").All(row => row.NullableText(0))))
        {
            ids.Follow(newest ?? "");
        }
    }

    private async Task WatchAsync()
    {
        var failure = await writer.Fatal;
        if (failure is FileReplacedException)
        {
            LogReplaced(failure.Message);
        }
        else if (failure.IsDamage && !failure.IsFatal)
        {
            LogDamaged(failure.Message);
        }
        else if (failure.InnerException is null)
        {
            LogStorageFailed(failure.Message);
        }
        else
        {
            LogBroken(failure.Message);
        }

        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The storage failed; the process ends, and its next start recovers: {Detail}")]
    private partial void LogStorageFailed(string detail);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The database is damaged where the pipeline cannot do without it; run audit, and restore a backup: {Detail}")]
    private partial void LogDamaged(string detail);

    [LoggerMessage(Level = LogLevel.Critical, Message = "data-replaced: {Detail}")]
    private partial void LogReplaced(string detail);

    [LoggerMessage(Level = LogLevel.Critical, Message = "An unforeseen error; the process ends, and its next start recovers: {Detail}")]
    private partial void LogBroken(string detail);
}
