using Microsoft.Extensions.Logging;
using Pipeline.Embedded.Operations;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Operations;

public sealed class LogSizeWatchTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Lines _logger = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Long_log_is_told_once_until_it_is_short_again()
    {
        using var database = Database.Open(_folder.File("pipeline.db"), "CREATE TABLE IF NOT EXISTS rows (name TEXT)", Durability.Process);
        using var watch = new LogSizeWatch(database, new VirtualTime(), _logger);

        watch.Look();
        Assert.Empty(_logger.Told);

        SetLength(LogSizeWatch.Long + 1);
        watch.Look();
        watch.Look();
        Assert.Contains("-wal has grown to 256 MiB", Assert.Single(_logger.Told), StringComparison.Ordinal);

        SetLength(0);
        watch.Look();
        SetLength(LogSizeWatch.Long + 1);
        watch.Look();
        Assert.Equal(2, _logger.Told.Count);
    }

    // The length is all that is looked at; the file has holes instead of data.
    private void SetLength(long length)
    {
        using var log = new FileStream(_folder.File("pipeline.db-wal"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        log.SetLength(length);
    }

    private sealed class Lines : ILogger<LogSizeWatch>
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add(formatter(state, exception));
    }
}
