using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Reactions;

/// <summary>Queue count-log-line: counts log lines by level.</summary>
public sealed class CountLogLine : IReaction
{
    public const string CounterPrefix = "log.lines.";

    public string Queue => "count-log-line";

    public ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var line = CloudEvents.Read<LogLine>(cloudEvent);
        return new(ImmutableArray.Create<Effect>(new Count(CounterPrefix + line.Level, 1)));
    }
}
