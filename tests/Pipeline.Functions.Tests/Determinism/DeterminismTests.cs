using Microsoft.Azure.Functions.Worker;
using Pipeline.AzurePath;
using Pipeline.Functions.Sagas.Orchestrators;

namespace Pipeline.Functions.Tests.Determinism;

public sealed class DeterminismTests
{
    private static readonly Type[] Checked =
    [
        .. typeof(Orchestrators).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Orchestrators).Namespace && !type.IsNested),
    ];

    [Fact]
    public void Orchestrators_and_all_that_they_call_use_nothing_that_a_replay_would_see_differently()
    {
        var walk = Checked.Aggregate(new CodeWalk(), (walk, type) => walk.From(type));
        Assert.NotEmpty(Checked);
        Assert.Empty(walk.Findings);
        // The walk has been where decisions are made, through state machines, lambdas and other assemblies.
        Assert.Contains("SagaDecider.Decide", walk.Methods);
        Assert.Contains("SagaSignals.Arrived", walk.Methods);
        Assert.Contains("SagaOrchestration.ActAsync", walk.Methods);
    }

    [Theory]
    [InlineData("Clock", "System.DateTime.get_UtcNow")]
    [InlineData("Identity", "System.Guid.NewGuid")]
    [InlineData("Pause", "System.Threading.Tasks.Task.Delay")]
    [InlineData("OtherThread", "ConfigureAwait")]
    [InlineData("Pool", "System.Threading.Tasks.Task.Run")]
    [InlineData("Chance", "System.Random.get_Shared")]
    [InlineData("Machine", "System.Environment.get_MachineName")]
    [InlineData("Network", "System.Net.Http.HttpClient..ctor")]
    [InlineData("Memory", "NondeterministicOrchestrator._count")]
    [InlineData("Alarm", "System.Threading.CancellationTokenSource..ctor")]
    public void Walk_finds_it_when_an_orchestrator_breaks_the_rule(string method, string member)
    {
        var walk = new CodeWalk().From(typeof(NondeterministicOrchestrator));
        Assert.Contains(
            walk.Findings,
            found => found.Contains(method, StringComparison.Ordinal) && found.Contains(member, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_orchestrator_is_where_the_rule_holds()
    {
        var orchestrators = FunctionTable.With<OrchestrationTriggerAttribute>().Keys.Select(name => FunctionTable.All[name].DeclaringType!)
            .ToList();

        Assert.NotEmpty(orchestrators);
        Assert.Empty(orchestrators.Except(Checked));
    }
}
