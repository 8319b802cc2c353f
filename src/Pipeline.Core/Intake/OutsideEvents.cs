using System.Collections.Frozen;
using Pipeline.Events;

namespace Pipeline.Intake;

/// <summary>The event types that are accepted from outside, and the rules for their data.</summary>
public static class OutsideEvents
{
    private const int MaxNameLength = 200;
    private const int MaxMessageBytes = 8 * 1_024;

    private static readonly FrozenDictionary<string, Func<JsonFields, string>> Rules = new Dictionary<string, Func<JsonFields, string>>
    {
        [EventTypes.Full(EventTypes.UserSignedUp)] = UserSignedUp,
        [EventTypes.Full(EventTypes.SensorReading)] = SensorReading,
        [EventTypes.Full(EventTypes.LogLine)] = LogLine,
    }.ToFrozenDictionary();

    /// <summary>The full CloudEvents types.</summary>
    public static IReadOnlyList<string> Types => Rules.Keys;

    public static bool Takes(string type) => Rules.ContainsKey(type);

    /// <summary>The type that differs only in its prefix or in case, or null.</summary>
    public static string? LikelyMeant(string type) => Rules.Keys.FirstOrDefault(
        known => known.Equals(type, StringComparison.OrdinalIgnoreCase)
            || known.Equals(EventTypes.Full(type), StringComparison.OrdinalIgnoreCase));

    /// <summary>Checks the data of an event and returns the subject for an event that names none.</summary>
    public static string Check(string type, JsonFields data) => Rules[type](data);

    private static string UserSignedUp(JsonFields data)
    {
        data.AllowOnly("userId", "email", "name");
        data.Email("email");
        data.OptionalText("name", MaxNameLength);
        return data.Identifier("userId");
    }

    private static string SensorReading(JsonFields data)
    {
        data.AllowOnly("sensorId", "metric", "value");
        data.Identifier("metric");
        data.Number("value");
        return data.Identifier("sensorId");
    }

    private static string LogLine(JsonFields data)
    {
        data.AllowOnly("level", "message", "service");
        data.Identifier("level");
        data.LongText("message", MaxMessageBytes);
        return data.OptionalIdentifier("service") ?? "log";
    }
}
