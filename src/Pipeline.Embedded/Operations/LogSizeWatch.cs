using Microsoft.Extensions.Logging;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Operations;

/// <summary>
/// Says when the write-ahead log stays long: something reads the database and does not end, and until it does nothing can be taken out of
/// the log.
/// </summary>
internal sealed partial class LogSizeWatch(Database database, TimeProvider time, ILogger<LogSizeWatch> logger) : IDisposable
{
    /// <summary>From here on it is worth a line in the log.</summary>
    public const long Long = 256 << 20;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private ITimer? _timer;
    private bool _told;

    public void Start() => _timer = time.CreateTimer(_ => Look(), null, Period, Period);

    /// <summary>Looks once; a log that stays long is told once, until it is short again.</summary>
    public void Look()
    {
        var size = database.LogSize;
        if (size > Long && !_told)
        {
            LogLong(database.FilePath, size >> 20);
        }

        _told = size > Long;
    }

    public void Dispose() => _timer?.Dispose();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{File}-wal has grown to {MiB} MiB, because something has been reading the database for long (a database browser, a "
            + "backup, an audit). It shrinks by itself when that ends; until then it grows on.")]
    private partial void LogLong(string file, long miB);
}
