using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using Azure.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;
using Pipeline.Azure.Events;
using Pipeline.Azure.Relay;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Relay;

/// <summary>A relay with the test's publisher and dead-letter store, and what it logged and measured.</summary>
internal sealed class RelayBench : ILoggerProvider
{
    private readonly MeterListener _listener = new();
    private readonly ServiceProvider _services;

    public RelayBench(IEventPublisher publisher, int remembered = 100)
    {
        DeadLetters
            .Setup(deadLetters => deadLetters.AddAsync(
                It.IsAny<string>(), It.IsAny<CloudEvent>(), It.IsAny<Failure>(), It.IsAny<CancellationToken>()))
            .Callback((string queue, CloudEvent cloudEvent, Failure failure, CancellationToken _) => Kept.Add((queue, cloudEvent, failure)))
            .Returns(Task.CompletedTask);
        _services = new ServiceCollection()
            .AddMetrics()
            .AddLogging(logging => logging.AddProvider(this))
            .AddSingleton<TimeProvider>(new VirtualTime(Some.Now + TimeSpan.FromSeconds(3)))
            .AddSingleton(publisher)
            .AddSingleton(DeadLetters.Object)
            .AddRelay()
            .AddSingleton(new LastSequences(remembered))
            .BuildServiceProvider();
        Relay = _services.GetRequiredService<ChangeFeedRelay>();
        Listen(_services.GetRequiredService<IMeterFactory>());
    }

    public ChangeFeedRelay Relay { get; }

    public Mock<IDeadLetters> DeadLetters { get; } = new();

    public List<(string Queue, CloudEvent Event, Failure Failure)> Kept { get; } = [];

    public List<(LogLevel Level, string Text)> Log { get; } = [];

    public List<(string Instrument, double Value)> Measured { get; } = [];

    public Task RelayAsync(params JsonElement[] documents) => Relay.RelayAsync(documents, default);

    public double Sum(string instrument) => Measured.Where(one => one.Instrument == instrument).Sum(one => one.Value);

    /// <summary>The document of an order's event.</summary>
    public static JsonElement Document(string orderId, long sequence) => Document(
        CloudEvents.InStream(Some.Captured(), "/orders", orderId, sequence, $"{orderId}-{sequence}", Some.Now, Trace.None));

    public static JsonElement Document(CloudEvent cloudEvent) => JsonSerializer.SerializeToElement(new
    {
        id = "event-0000000001",
        kind = "event",
        orderId = cloudEvent.Subject,
        @event = Encoding.UTF8.GetString(CloudEvents.ToJson(cloudEvent)),
    });

    public static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    public ILogger CreateLogger(string categoryName) => new Lines(Log);

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private void Listen(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Pipeline" && instrument.Meter.Scope == factory)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Measured.Add((instrument.Name, value)));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Measured.Add((instrument.Name, value)));
        _listener.Start();
    }

    private sealed class Lines(List<(LogLevel Level, string Text)> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add((logLevel, formatter(state, exception)));
    }
}
