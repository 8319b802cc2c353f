using Azure.Messaging;
using Pipeline.Intake;

namespace Pipeline.Http.Tests;

/// <summary>An intake that keeps what it accepts.</summary>
public sealed class IntakeInMemory : IEventIntake
{
    private readonly HashSet<(string, string)> _known = [];

    public List<CloudEvent> Accepted { get; } = [];

    public Exception? Throws { get; set; }

    public Task<bool> AcceptAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        if (Throws is not null)
        {
            throw Throws;
        }

        var isNew = _known.Add((cloudEvent.Source, cloudEvent.Id));
        if (isNew)
        {
            Accepted.Add(cloudEvent);
        }

        return Task.FromResult(isNew);
    }
}
