using Pipeline.AzurePath;
using Pipeline.CosmosGateway.Faults;
using Pipeline.EventGridEndpoint;

namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>
/// Every call to Cosmos DB and Event Grid that a day makes fails once, in turn, in every way: nothing is lost, nothing doubled, and the
/// audit passes by the same rules as the embedded engine's.
/// </summary>
public sealed class FaultInjectionTests(LoopbackTopic topic) : IClassFixture<LoopbackTopic>
{
    public static TheoryData<string> CosmosFaults => [.. Kinds.Keys];

    public static TheoryData<string> GridFaults => [.. Answers.Keys];

    private static readonly Dictionary<string, Fault> Kinds = new()
    {
        ["fails before the commit"] = Fault.Unavailable,
        ["fails after the commit"] = Fault.Unavailable.AfterCommit,
        ["times out before the commit"] = Fault.TimedOut,
        ["times out after the commit"] = Fault.TimedOut.AfterCommit,
        ["is throttled"] = Fault.Throttled,
    };

    private static readonly Dictionary<string, EventGridFault> Answers = new()
    {
        ["fails"] = new EventGridFault.Answer(503),
        ["is throttled"] = new EventGridFault.Answer(429, TimeSpan.FromSeconds(1)),
        ["is refused its right"] = new EventGridFault.Answer(403),
        ["is cut off"] = new EventGridFault.Reset(),
        ["loses its answer"] = new EventGridFault.LostAnswer(),
    };

    [Fact]
    public async Task Books_balance_when_nothing_goes_wrong()
    {
        await using var bench = await AzureBench.StartAsync(topic.Grid);

        await AssertBalancedAsync(bench, "nothing went wrong");

        Assert.Equal(0, bench.Retries);
    }

    [Theory]
    [MemberData(nameof(CosmosFaults))]
    public async Task Books_balance_when_a_cosmos_call(string fault)
    {
        var calls = await CountAsync(bench => bench.Cosmos.Requests.Count);
        Assert.NotEqual(0, calls);
        for (var index = 0; index < calls; index++)
        {
            await using var bench = await AzureBench.StartAsync(topic.Grid);
            var rule = bench.Cosmos.Faults.At(bench.Cosmos.Requests.Count + index, Kinds[fault]);

            await AssertBalancedAsync(bench, $"call {index} {fault}");

            Assert.Equal(1, rule.Hits);
        }
    }

    [Theory]
    [MemberData(nameof(GridFaults))]
    public async Task Books_balance_when_an_event_grid_call(string fault)
    {
        var calls = await CountAsync(bench => bench.Grid.Requests);
        Assert.NotEqual(0, calls);
        for (var index = 1; index <= calls; index++)
        {
            await using var bench = await AzureBench.StartAsync(topic.Grid);
            var struck = topic.Grid.Requests + index;
            topic.Grid.Faults.At(struck, Answers[fault]);

            await AssertBalancedAsync(bench, $"call {index} {fault}");

            Assert.True(topic.Grid.Requests >= struck, $"call {index} was never made, so nothing {fault}");
        }
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(20, 300)]
    [InlineData(60, 1_000)]
    public async Task Books_can_be_balanced_when_a_storm_of_throttling_has_passed(int after, int requests)
    {
        await using var bench = await AzureBench.StartAsync(topic.Grid);
        var storm = bench.Cosmos.Faults.When(_ => true, Fault.Throttled, skip: after, times: requests);
        var story = new AzureStory(bench);

        // A storm that outlasts every retry ends in dead letters and in sagas that need attention: visible, and put right by an operator.
        await story.TellAsync();
        await story.PutRightAsync();

        Assert.Equal(requests, storm.Hits);
        var report = await story.AuditAsync();
        Assert.True(report.Balanced, string.Join('\n', report.Checks.Where(check => !check.Ok)));
    }

    // The day's own calls: those that make the database come before it, and nothing of the pipeline has to survive their failing.
    private async Task<int> CountAsync(Func<AzureBench, int> count)
    {
        await using var bench = await AzureBench.StartAsync(topic.Grid);
        var before = count(bench);
        await new AzureStory(bench).TellAsync();
        return count(bench) - before;
    }

    private static async Task AssertBalancedAsync(AzureBench bench, string what)
    {
        var story = new AzureStory(bench);
        await story.TellAsync();
        var report = await story.AuditAsync();
        Assert.True(report.Balanced, $"{what}:\n{string.Join('\n', report.Checks.Where(check => !check.Ok))}");
    }
}
