using Azure.Messaging;
using Pipeline.Identity;
using Pipeline.Sensors;

namespace Pipeline.Audit;

/// <summary>The ids that the alert of a reading has, which hang on the reading alone.</summary>
internal static class AlertIds
{
    private const string Queue = "alert-on-threshold";

    public static ReadingBook Of(CloudEvent cause, SensorReading reading)
    {
        var from = cause.Source + "\n" + cause.Id;
        var time = cause.Time ?? default;
        return new ReadingBook(
            reading.Metric, reading.Value, DerivedId.From(time, from, Queue), $"{DerivedId.From(time, from, "alert-mail")}-{Queue}");
    }
}
