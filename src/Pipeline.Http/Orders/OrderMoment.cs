using System.Globalization;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Intake;

namespace Pipeline.Http.Orders;

/// <summary>The moment of <c>?at=</c>: a version, or a time.</summary>
public sealed record OrderMoment(long? Version, DateTimeOffset Time)
{
    /// <summary>Reads it, or <see cref="Malformed"/>.</summary>
    public static Result<OrderMoment> Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0)
        {
            return new OrderMoment(version, default);
        }

        return Rfc3339.TryParse(text, out var time)
            ? new OrderMoment(null, time)
            : new Malformed("bad-query", $"Query parameter at must be a version from 1, or it {Rfc3339.Rule} (write + as %2B).");
    }

    /// <summary>Whether the event had happened by then.</summary>
    public bool Includes(CloudEvent cloudEvent) => Version is { } version ? cloudEvent.Sequence() <= version : cloudEvent.Time <= Time;
}
