using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Azure.Reactions;

/// <summary>Port for code: starts and signals sagas on a durable engine. People use <see cref="ISagaOperations"/>.</summary>
public interface ISagaClient
{
    /// <summary>Starts a saga on the newest definition of that name, unless it exists already; null when it exists afterwards.</summary>
    Task<Failure?> StartAsync(string definition, SagaStart start, CancellationToken cancellation);

    /// <summary>
    /// Signals an event to a saga; <see cref="Transient"/> when the saga does not exist yet, so that the event is redelivered.
    /// </summary>
    Task<Failure?> SignalAsync(string sagaId, EventArrived input, CancellationToken cancellation);
}
