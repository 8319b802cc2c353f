using Pipeline.Compliance;
using Pipeline.Sagas;

namespace Pipeline.Functions.Tests.Sagas;

/// <summary>The saga port on Durable orchestrations.</summary>
internal sealed class DurablePorts(SagaBench bench) : IEnginePorts
{
    public SagaBench Bench => bench;

    public T Port<T>()
        where T : notnull
    {
        // The client belongs to an asynchronous flow, and each test is one of its own.
        bench.Clients.Use(bench.Client);
        return typeof(T) == typeof(ISagaOperations) ? (T)(object)bench.Operations : throw new NotSupportedException(typeof(T).Name);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
