using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Azure.Reactions;

/// <summary>Port: starts and signals the saga instances of a durable engine.</summary>
public interface ISagaClient
{
    /// <summary>Starts an instance of the newest definition of that name, unless the instance was started before; null when it is there.</summary>
    Task<Failure?> StartAsync(string definition, SagaStart start, CancellationToken cancellation);

    /// <summary>Tells an instance of an event; <see cref="Transient"/> when it is not there yet, so that the delivery comes again.</summary>
    Task<Failure?> SignalAsync(string sagaId, EventArrived input, CancellationToken cancellation);
}
