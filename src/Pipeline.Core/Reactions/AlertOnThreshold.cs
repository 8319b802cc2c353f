using System.Collections.Immutable;
using Azure.Messaging;
using Microsoft.Extensions.Options;
using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Identity;

namespace Pipeline.Reactions;

/// <summary>Queue alert-on-threshold: a reading above its metric's threshold raises an alert, by mail and as an event.</summary>
public sealed class AlertOnThreshold(IOptions<SensorOptions> sensors, IOptions<EmailOptions> email, TimeProvider time) : IReaction
{
    public string Queue => "alert-on-threshold";

    public ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var reading = CloudEvents.Read<SensorReading>(cloudEvent);
        return sensors.Value.Thresholds.TryGetValue(reading.Metric, out var threshold) && reading.Value > threshold
            ? new(ImmutableArray.Create<Effect>(
                new Publish(Exceeded(cloudEvent, reading, threshold)),
                new SendEmail(Alert(cloudEvent, reading, threshold))))
            : new(ImmutableArray<Effect>.Empty);
    }

    private CloudEvent Exceeded(CloudEvent cause, SensorReading reading, double threshold)
    {
        var id = DerivedId.From(cause.Time ?? DateTimeOffset.UnixEpoch, cause.Source + "\n" + cause.Id, Queue);
        var data = new SensorThresholdExceeded(reading.SensorId, reading.Metric, reading.Value, threshold);
        return CloudEvents.Create(data, "/sensors", reading.SensorId, id, time.GetUtcNow(), Trace.CausedBy(cause));
    }

    private EmailMessage Alert(CloudEvent cause, SensorReading reading, double threshold)
    {
        var id = DerivedId.From(cause.Time ?? DateTimeOffset.UnixEpoch, cause.Source + "\n" + cause.Id, "alert-mail");
        var text = MailText.Of($"{reading.Metric} of {reading.SensorId} is {reading.Value}; the threshold is {threshold}.\n");
        return new EmailMessage($"{id}-{Queue}", email.Value.Operations, $"{reading.Metric} of {reading.SensorId} is too high", text.Text);
    }
}

/// <summary>Section <c>Sensors</c>.</summary>
public sealed record SensorOptions
{
    /// <summary>The value above which a reading raises an alert, by metric; a metric without one never does.</summary>
    public Dictionary<string, double> Thresholds { get; init; } = new(StringComparer.OrdinalIgnoreCase);
}
