using Microsoft.DurableTask;
using Pipeline.AzurePath.TaskHub;
using Pipeline.Fulfilment;
using Pipeline.Functions.Sagas.Orchestrators;
using Pipeline.Welcome;

namespace Pipeline.Functions.Tests.Sagas;

/// <summary>
/// Orchestrations that run today go on with tomorrow's code: what they did before is decided again, and must be decided the same.
/// Histories are recorded once. <c>PIPELINE_RECORD_HISTORIES=1</c> records those of stories that have none; delete a file only
/// when no instance with such a history can be left.
/// </summary>
public sealed class RecordedHistoriesTests
{
    public static TheoryData<string> Names => [.. RecordedHistory.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Orchestrator_decides_the_same_at_every_prefix_of_a_recorded_history(string name)
    {
        var history = RecordedHistory.Read(name);
        Assert.NotEmpty(history.Episodes);
        for (var prefix = 1; prefix <= history.Episodes.Length; prefix++)
        {
            var execution = Execute(history);
            foreach (var episode in history.Episodes.Take(prefix))
            {
                execution.Replay(episode);
            }
        }
    }

    [Fact]
    public void Replay_fails_when_an_orchestrator_decides_something_else()
    {
        var history = RecordedHistory.Read("order-confirmed");
        var changed = history.Episodes[1] with { Actions = ["#1 RunSagaActivity schedule-shipment, turn 2, attempt 1"] };
        var execution = Execute(history);
        execution.Replay(history.Episodes[0]);
        Assert.Throws<NonDeterministicException>(() => execution.Replay(changed));
    }

    [Fact]
    public async Task Every_story_has_a_recorded_history()
    {
        foreach (var story in Stories.All.Where(story => !RecordedHistory.Names.Contains(story.Name)))
        {
            Assert.True(Environment.GetEnvironmentVariable("PIPELINE_RECORD_HISTORIES") == "1", $"{story} has no recorded history.");
            var bench = new SagaBench();
            await story.TellAsync(bench);
            RecordedHistory.Of(bench.Hub.Find(story.SagaId ?? bench.OrderId)!).Write(story.Name);
        }
    }

    private static Execution Execute(RecordedHistory history) =>
        new(history.Orchestrator, history.InstanceId, history.Input.GetRawText(), Orchestrator(history.Orchestrator));

    private static Func<TaskOrchestrationContext, Task<object?>> Orchestrator(string name) => name switch
    {
        OrderSaga.Name => async context => await Orchestrators.RunOrderSaga(context),
        WelcomeWorkflow.Name => async context => await Orchestrators.RunWelcomeWorkflow(context),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
