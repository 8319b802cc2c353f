using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Functions.Tests.Sagas;

/// <summary>An activity that answers as the bench's script says, and succeeds when it says nothing.</summary>
internal sealed class ScriptedActivity(string name, SagaBench bench) : ISagaActivity
{
    public string Name => name;

    public Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
    {
        bench.Ran.Add(name);
        return Task.FromResult(bench.Script.TryGetValue(name, out var answer) ? answer() : null);
    }
}
