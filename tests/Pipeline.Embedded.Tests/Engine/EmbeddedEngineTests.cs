using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Embedded.Tests.Queues;
using Pipeline.Failures;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Engine;

public sealed class EmbeddedEngineTests : IAsyncLifetime
{
    private readonly QueueBench _bench = new();

    public Task InitializeAsync() => _bench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Second_engine_is_refused_when_the_folder_is_in_use()
    {
        var error = await Assert.ThrowsAsync<FailureException>(
            () => TestEngine.StartAsync(_bench.Folder, new World(), _bench.Reaction.Only));

        Assert.Equal("data-in-use", error.Failure.Code);
    }

    [Fact]
    public async Task Process_ends_with_an_error_and_the_next_recovers_when_the_engine_breaks()
    {
        var first = _bench.Engine;
        _bench.Reaction.On = (_, _) =>
        {
            first.Get<Writer>().Break(new InvalidOperationException("broken"));
            return FakeReaction.Count();
        };
        await _bench.AcceptAsync("1");
        await Eventually.TrueAsync(() => first.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.Equal(1, Environment.ExitCode);
        Environment.ExitCode = 0;
        await _bench.StopAsync();
        _bench.Reaction.On = (_, _) => FakeReaction.Count();

        await _bench.StartAsync();

        await _bench.CountedAsync(1);
        Assert.Equal((1, 2), (await _bench.CountedAsync("handled"), _bench.Reaction.AttemptsOf("1")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Log_blames_the_storage_only_when_it_was_the_storage_that_failed(bool isStorage)
    {
        using var folder = new TempFolder();
        using var log = new CriticalLog();
        await using var engine = await TestEngine.StartAsync(
            folder.Path, new World(), services => services.AddSingleton<ILoggerProvider>(log));

        engine.Get<Writer>().Break(isStorage ? new StorageException(10, "disk I/O error") : new InvalidOperationException("a bug"));

        await Eventually.TrueAsync(() => log.Critical.Count == 1);
        await Eventually.TrueAsync(() => engine.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Environment.ExitCode = 0;
        Assert.Equal(isStorage, log.Critical.Single().StartsWith("The storage failed", StringComparison.Ordinal));
        Assert.Contains(isStorage ? "disk I/O error" : "a bug", log.Critical.Single(), StringComparison.Ordinal);
    }

    private sealed class CriticalLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Critical { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Critical.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
