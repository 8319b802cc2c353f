using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Queues;
using Pipeline.Embedded.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Engine;

/// <summary>Starts the queues, the retries and the sagas, which recovers whatever an earlier process left; stops them without loss.</summary>
internal sealed partial class EmbeddedEngine(
    QueueSet queues,
    Retries retries,
    SagaRunner sagas,
    Retention retention,
    Writer writer,
    IHostApplicationLifetime lifetime,
    ILogger<EmbeddedEngine> logger) : IHostedLifecycleService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = WatchAsync();
        // The sagas first: nothing else may move one while those that an earlier process left are taken up.
        sagas.Start();
        retries.Start(queues.RedeliverAsync);
        queues.Start();
        retention.Start();
        return Task.CompletedTask;
    }

    // Before anything else stops: what is under way may need the host's own HTTP surface, such as a provider that is simulated there.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await queues.StopAsync(cancellationToken);
        await sagas.StopAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WatchAsync()
    {
        var failure = await writer.Fatal;
        if (failure.InnerException is null)
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

    [LoggerMessage(Level = LogLevel.Critical, Message = "An error that nothing foresees; the process ends, and its next start recovers: {Detail}")]
    private partial void LogBroken(string detail);
}
