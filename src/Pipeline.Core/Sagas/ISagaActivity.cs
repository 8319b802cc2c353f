using Pipeline.Failures;

namespace Pipeline.Sagas;

/// <summary>One activity of a saga. It may run more than once for the same turn, and must then have its effect once.</summary>
public interface ISagaActivity
{
    /// <summary>The name that definitions call it by.</summary>
    string Name { get; }

    /// <summary>Null when done. A <see cref="Transient"/> failure is tried again by the step's policy, any other fails the step.</summary>
    Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation);
}
