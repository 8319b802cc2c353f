using Pipeline.Events;

namespace Pipeline.Standalone.Demo;

/// <summary>Writes the external events of the demo.</summary>
internal static class DemoEvents
{
    private static readonly string[] Levels = ["debug", "info", "info", "info", "warn", "error"];

    /// <summary>Event <paramref name="index"/> of a run: in turn a sign-up, a reading, a log line and another reading.</summary>
    public static byte[] Write(DemoDice dice, string run, int index, DateTimeOffset now)
    {
        (string Source, string Subject, IEvent Data) made = (index % 4) switch
        {
            0 => ("/demo/accounts", $"u-{run}-{index}", SignUp(run, index)),
            2 => ("/demo/services", $"service-{index % 20}", Line(dice, index)),
            _ => ("/demo/sensors", $"s-{index % 50}", Reading(dice, index)),
        };
        return CloudEvents.ToJson(CloudEvents.Create(made.Data, made.Source, made.Subject, $"{run}-{index}", now, Trace.None));
    }

    private static UserSignedUp SignUp(string run, int index) =>
        new($"u-{run}-{index}", $"u-{index}@example.com", $"Zoë {index}");

    private static LogLine Line(DemoDice dice, int index) =>
        new(dice.Choose("level", index, Levels), $"Request {index} is done.", $"service-{index % 20}");

    private static SensorReading Reading(DemoDice dice, int index) =>
        new($"s-{index % 50}", DemoWorld.Metric, dice.Number("temperature", index, 15, 85));
}

/// <summary>One external event of the demo.</summary>
/// <param name="Body">The CloudEvent as structured-mode JSON.</param>
/// <param name="PostTwice">Whether it is sent twice.</param>
internal sealed record DemoEvent(byte[] Body, bool PostTwice);
