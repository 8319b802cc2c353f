using Microsoft.DurableTask.Converters;
using Pipeline.Fulfilment;
using Pipeline.Functions.Sagas;
using Pipeline.Functions.Sagas.Orchestrators;
using Pipeline.Identity;
using Pipeline.Sagas;
using Pipeline.Testing;
using Pipeline.Welcome;

namespace Pipeline.Functions.Tests.Sagas;

public sealed class SagaListingTests
{
    [Fact]
    public async Task Pages_are_whole_and_in_order_when_there_are_more_sagas_than_are_read_at_once()
    {
        var bench = new SagaBench();
        var expected = Enumerable.Range(0, SagaListing.Many + 300)
            .Select(i => DerivedId.From(Some.Now.AddSeconds(i * 7), $"{i}", "saga"))
            .Concat(["welcome-b", "welcome-bc", "welcome-A", "welcome-9", "welcome-|"])
            .OrderByDescending(id => id, StringComparer.Ordinal).ToArray();
        foreach (var id in expected.Order(StringComparer.Ordinal))
        {
            Put(bench, id);
        }

        var listed = new List<string>();
        for (string? after = null; ;)
        {
            var page = await bench.Operations.ListAsync(null, after, 200, default);
            listed.AddRange(page.Select(saga => saga.SagaId));
            if (page.Count < 200)
            {
                break;
            }

            after = listed[^1];
        }

        Assert.Equal(expected, listed);
        Assert.Equal(expected[..3], (await bench.Operations.ListAsync(SagaPhase.Completed, null, 3, default)).Select(saga => saga.SagaId));
    }

    [Fact]
    public async Task Every_saga_that_is_registered_is_listed_and_nothing_else_is()
    {
        var bench = new SagaBench();
        var returns = new SagaDefinition("Returns", 1, "return.requested", []);
        bench.Deploy(OrderSaga.Define(TimeSpan.FromMinutes(15)), returns);
        bench.Hub.Orchestrator(returns.Name, SagaOrchestration.RunAsync)
            .Orchestrator("Cleanup", _ => Task.FromResult("done"));
        Put(bench, Some.OrderId);
        Put(bench, "return-1", returns);
        bench.Hub.TrySchedule("Cleanup", "cleanup-1", null);

        var listed = await bench.Operations.ListAsync(null, null, 10, default);

        Assert.Equal(["return-1", Some.OrderId], listed.Select(saga => saga.SagaId));
        Assert.Null(await bench.Operations.GetAsync("cleanup-1", default));
        Assert.Equal("saga-not-found", (await bench.Operations.ResumeAsync("cleanup-1", default)).Failure?.Code);
    }

    private static void Put(SagaBench bench, string id) => Put(
        bench, id, bench.Catalog.Newest(id.StartsWith("welcome", StringComparison.Ordinal) ? WelcomeWorkflow.Name : OrderSaga.Name));

    private static void Put(SagaBench bench, string id, SagaDefinition definition)
    {
        var run = new SagaRun
        {
            Definition = definition,
            Saga = new SagaState
            {
                SagaId = id,
                Definition = definition.Name,
                DefinitionVersion = definition.Version,
                Phase = SagaPhase.Completed,
                StartedAt = Some.Now,
                UpdatedAt = Some.Now,
            },
        };
        bench.Hub.TrySchedule(definition.Name, id, JsonDataConverter.Default.Serialize(run));
    }
}
