using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Embedded.Tests.Sagas;

/// <summary>An activity with scripted results.</summary>
internal sealed class FakeActivity(string name, SagaBench bench) : ISagaActivity
{
    public string Name => name;

    public Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation) => bench.RunAsync(name, cancellation);
}
