using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pipeline.SimulatedDays.Machine;

/// <summary>What a process logs that a person must see, and whether it asked to be stopped.</summary>
internal sealed class ProcessLog(Story story) : ILoggerProvider, ILogger, IHostApplicationLifetime
{
    private readonly List<string> _critical = [];

    /// <summary>What made the process end itself.</summary>
    public IReadOnlyList<string> Critical => _critical;

    public bool WantsToStop { get; private set; }

    public CancellationToken ApplicationStarted => default;

    public CancellationToken ApplicationStopping => default;

    public CancellationToken ApplicationStopped => default;

    public void StopApplication() => WantsToStop = true;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var line = formatter(state, exception);
        story.Tell("log", line);
        if (logLevel == LogLevel.Critical)
        {
            _critical.Add(line);
        }
    }

    public void Dispose()
    {
    }
}
