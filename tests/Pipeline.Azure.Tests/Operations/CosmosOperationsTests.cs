using Microsoft.Azure.Cosmos;
using Moq;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Counters;
using Pipeline.Azure.Queues;
using Pipeline.CosmosGateway.Faults;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Operations;

public sealed class CosmosOperationsTests : CosmosTest
{
    [Fact]
    public async Task Health_is_ok_when_the_store_answers()
    {
        var requests = await RequestsOfAsync(async () => Assert.Null(await Ports.Port<IHealth>().CheckAsync(default)));

        Assert.Single(requests);
    }

    [Fact]
    public async Task Health_says_why_when_the_store_does_not_answer_or_is_not_there()
    {
        Ports.Cosmos.Faults.Next(int.MaxValue, Fault.Unavailable);
        Assert.IsType<Transient>(await Ports.Port<IHealth>().CheckAsync(default));
        Ports.Cosmos.Faults.Clear();

        await Ports.Port<CosmosClient>().GetContainer(CosmosContainers.Default.Database, CosmosContainers.Orders).DeleteContainerAsync();

        Assert.Equal("store-missing", (await Ports.Port<IHealth>().CheckAsync(default))?.Code);
    }

    [Fact]
    public async Task Health_does_not_wait_for_a_store_that_hangs()
    {
        Ports.Cosmos.Faults.Next(int.MaxValue, Fault.InternalError with
        {
            Meanwhile = _ =>
            {
                Time.Advance(TimeSpan.FromSeconds(3));
                return Task.CompletedTask;
            },
        });

        Assert.Equal("store-timed-out", (await Ports.Port<IHealth>().CheckAsync(default))?.Code);
    }

    [Fact]
    public async Task Stats_count_events_sagas_dead_letters_and_counters()
    {
        Ports.Depths.Setup(depths => depths.ReadAsync(It.IsAny<CancellationToken>())).ReturnsAsync([new QueueDepth("order-saga", 5, 2, 1)]);
        await SaveAsync(OrderStatus.Placed, OrderStatus.Paid, OrderStatus.Confirmed, OrderStatus.NeedsAttention, OrderStatus.Cancelled);
        await Ports.Port<IDeadLetters>().AddAsync(
            "order-saga", Some.Event(new LogLine("info", "a line")), new Permanent("a", "b"), default);
        await Ports.Port<ICounterWriter>().AddAsync("lines", 3, "cause", default);

        var stats = await Ports.Port<IPipelineStats>().ReadAsync(default);

        Assert.Equal(1 + 2 + 3 + 4 + 5, stats.Events);
        Assert.Equal(new SagaStats(2, 1), stats.Sagas);
        Assert.Equal([new QueueStats("order-saga", 5, 0, 2, 0)], stats.Queues);
        Assert.Equal((1, 3), (stats.OpenDeadLetters, stats.Counters["lines"]));
    }

    private async Task SaveAsync(params OrderStatus[] statuses)
    {
        for (var i = 0; i < statuses.Length; i++)
        {
            await Ports.Port<IOrderViews>().SaveAsync(
                OrderView.Of(Some.Order()) with { OrderId = Ids.Next(), Status = statuses[i], Version = i + 1 }, default);
        }
    }
}
