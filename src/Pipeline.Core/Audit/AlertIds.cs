using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Identity;

namespace Pipeline.Audit;

/// <summary>The ids that the alert of a reading has, which hang on the reading alone.</summary>
internal static class AlertIds
{
    private const string Queue = "alert-on-threshold";

    public static ReadingTally Of(CloudEvent cause, SensorReading reading)
    {
        var from = cause.Source + "\n" + cause.Id;
        var time = cause.Time ?? default;
        return new ReadingTally(
            reading.Metric, reading.Value, DerivedId.From(time, from, Queue), $"{DerivedId.From(time, from, "alert-mail")}-{Queue}");
    }
}
