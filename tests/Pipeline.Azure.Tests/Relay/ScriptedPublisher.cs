using Azure.Messaging;
using Pipeline.Azure.Events;
using Pipeline.Failures;

namespace Pipeline.Azure.Tests.Relay;

/// <summary>Publishes everything but what it is told to fail; as the port demands, nothing after a transient failure.</summary>
internal sealed class ScriptedPublisher : IEventPublisher
{
    public Dictionary<string, Failure> Failures { get; } = [];

    public List<string> Published { get; } = [];

    public Task<IReadOnlyList<Failure?>> PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        var outcome = new Failure?[events.Count];
        Failure? stop = null;
        for (var i = 0; i < events.Count; i++)
        {
            outcome[i] = stop ?? Failures.GetValueOrDefault(events[i].Id);
            stop ??= outcome[i] as Transient;
            if (outcome[i] is null)
            {
                Published.Add(events[i].Id);
            }
        }

        return Task.FromResult<IReadOnlyList<Failure?>>(outcome);
    }
}
