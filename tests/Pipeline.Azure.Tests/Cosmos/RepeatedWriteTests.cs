using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Counters;
using Pipeline.Azure.DeadLetters;
using Pipeline.CosmosGateway.Faults;
using Pipeline.CosmosGateway.Metering;
using Pipeline.CosmosGateway.Protocol;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Idempotency;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Testing;
using Xunit.Sdk;

namespace Pipeline.Azure.Tests.Cosmos;

/// <summary>
/// On Azure the client itself repeats a write whose connection broke. A write that had taken effect then meets itself, unnoticed: each
/// write of each scenario does so once, and the scenario must end as if nothing had happened.
/// </summary>
public sealed class RepeatedWriteTests
{
    private static readonly StockQuantity[] Items = [new("A", 3), new("B", 1)];
    private static readonly IdempotentAnswer Answer = new(202, "/api/orders/1", "{}");

    private static readonly Dictionary<string, Func<AzurePorts, VirtualTime, Task>> Scenarios = new()
    {
        ["an order's events"] = AppendAsync,
        ["an event from outside"] = AcceptAsync,
        ["a key that is answered"] = AnswerAsync,
        ["a key that is given back"] = ForgetAsync,
        ["a dead letter"] = ReplayAsync,
        ["stock that is taken"] = TakeAsync,
        ["stock that is released"] = ReleaseAsync,
        ["stock that is short"] = FallShortAsync,
        ["a count"] = CountAsync,
        ["a view"] = SaveAsync,
    };

    // In parallel, because each waits about a second for the client.
    [Fact]
    public async Task Nothing_changes_when_a_write_meets_itself_after_its_connection_broke()
    {
        var lengths = await Task.WhenAll(Scenarios.Keys.Select(WritesAsync));

        Assert.All(lengths, length => Assert.NotEqual(0, length));
        await Task.WhenAll(Scenarios.Keys.SelectMany((name, i) => Enumerable.Range(0, lengths[i]).Select(nth => RepeatAsync(name, nth))));
    }

    private static async Task<int> WritesAsync(string scenario)
    {
        var time = new VirtualTime();
        await using var ports = await AzurePorts.CreateAsync(time, new SequentialIds(), repeatsWrites: true);
        await Scenarios[scenario](ports, time);
        return ports.Cosmos.Requests.Count(IsWrite);
    }

    private static async Task RepeatAsync(string scenario, int nth)
    {
        var time = new VirtualTime();
        await using var ports = await AzurePorts.CreateAsync(time, new SequentialIds(), repeatsWrites: true);
        var rule = ports.Cosmos.Faults.When(IsWrite, Fault.ConnectionLost.AfterCommit, skip: nth);
        try
        {
            await Scenarios[scenario](ports, time);
            Assert.Equal(1, rule.Hits);
        }
        catch (Exception error)
        {
            throw new XunitException($"Write {nth} of {scenario} met itself: {error.Message}", error);
        }
    }

    private static bool IsWrite(RecordedRequest request) =>
        request.Kind is OperationKind.Create or OperationKind.Replace or OperationKind.Patch or OperationKind.Delete or OperationKind.Batch;

    private static async Task AppendAsync(AzurePorts ports, VirtualTime time)
    {
        var store = ports.Port<IOrderStore>();
        var placed = Some.Order();
        var reserved = OrderEvolution.Evolve(placed, Some.Reserved, placed.OrderId, time.GetUtcNow(), "c");

        Assert.True(await store.AppendAsync(placed, 0, [EventOf(Some.Placed(), 1)], default));
        Assert.True(await store.AppendAsync(reserved, 1, [EventOf(Some.Reserved, 2)], default));
        Assert.False(await store.AppendAsync(reserved, 1, [EventOf(Some.Reserved, 2, "another")], default));

        Assert.Equal(["e-1", "e-2"], (await store.ReadEventsAsync(placed.OrderId, default)).Select(one => one.Id));
    }

    private static async Task AcceptAsync(AzurePorts ports, VirtualTime time)
    {
        var line = Some.Event(new LogLine("info", "a line"));

        Assert.True(await ports.Port<IEventIntake>().AcceptAsync(line, default));
        Assert.False(await ports.Port<IEventIntake>().AcceptAsync(line, default));
    }

    private static async Task AnswerAsync(AzurePorts ports, VirtualTime time)
    {
        var keys = ports.Port<IIdempotencyKeys>();
        Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync("key", "body", "order-1", default));
        time.Advance(IdempotencyLimits.Lease);

        var claim = Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync("key", "body", "order-2", default));
        await keys.CompleteAsync("key", claim.ClaimId, Answer, default);

        Assert.Equal("order-1", claim.OrderId);
        Assert.Equal(new IdempotencyClaim.Answered(Answer), await keys.ClaimAsync("key", "body", "order-3", default));
    }

    private static async Task ForgetAsync(AzurePorts ports, VirtualTime time)
    {
        var keys = ports.Port<IIdempotencyKeys>();
        var claim = Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync("key", "body", "order-1", default));

        await keys.ForgetAsync("key", claim.ClaimId, default);

        Assert.Equal("order-2", Assert.IsType<IdempotencyClaim.Granted>(await keys.ClaimAsync("key", "body", "order-2", default)).OrderId);
    }

    private static async Task ReplayAsync(AzurePorts ports, VirtualTime time)
    {
        var (deadLetters, arrivals) = (ports.Port<IDeadLetters>(), ports.Port<IQueueDeadLetters>());
        var line = Some.Event(new LogLine("info", "a line"));
        await arrivals.ArrivedAsync("count-log-line", line, "broken", "It is broken.", 4, null, default);
        var id = Assert.Single(await deadLetters.ListAsync(null, null, 10, default)).Id;

        Assert.Null((await deadLetters.ReplayAsync(id, default)).Failure);
        await arrivals.ArrivedAsync("count-log-line", line, "broken", "It still is.", 4, id, default);
        Assert.Null((await deadLetters.ReplayAsync(id, default)).Failure);
        await arrivals.ResolvedAsync(id, default);

        var deadLetter = Assert.Single(await deadLetters.ListAsync(null, null, 10, default));
        Assert.Equal((DeadLetterStatus.Resolved, 8), (deadLetter.Status, deadLetter.Attempts));
        Assert.Equal(2, ports.Sender.Invocations.Count);
    }

    private static async Task TakeAsync(AzurePorts ports, VirtualTime time)
    {
        var inventory = await StockedAsync(ports);
        Assert.Null(await inventory.ReserveAsync("o-1", Items, default));
        Assert.Null(await inventory.FirmAsync("o-1", Items, default));
        Assert.Null(await inventory.TakeAsync("o-1", default));

        Assert.Equal(new Stock("A", 9, 0), await inventory.GetAsync("A", default));
        Assert.Equal(new Stock("B", 0, 0), await inventory.GetAsync("B", default));
    }

    private static async Task ReleaseAsync(AzurePorts ports, VirtualTime time)
    {
        var inventory = await StockedAsync(ports);
        Assert.Null(await inventory.FirmAsync("o-1", Items, default));
        await inventory.ReleaseAsync("o-1", default);
        await inventory.ReleaseAsync("o-2", default);

        Assert.Equal(new Stock("A", 12, 0), await inventory.GetAsync("A", default));
        Assert.IsType<Permanent>(await inventory.ReserveAsync("o-2", Items, default));
    }

    private static async Task FallShortAsync(AzurePorts ports, VirtualTime time)
    {
        var inventory = await StockedAsync(ports);

        Assert.IsType<StockShort>(await inventory.ReserveAsync("o-1", [new("A", 3), new("B", 2)], default));
        Assert.Equal(new Stock("A", 12, 0), await inventory.GetAsync("A", default));
        Assert.Null(await inventory.ReserveAsync("o-1", Items, default));
        Assert.Equal(new Stock("A", 12, 3), await inventory.GetAsync("A", default));
    }

    private static async Task CountAsync(AzurePorts ports, VirtualTime time)
    {
        var ofTheSameShard = Enumerable.Range(0, 1_000).Select(number => $"cause-{number}")
            .First(cause => HashedId.Of(cause)[0] == HashedId.Of("cause")[0]);
        await ports.Port<ICounterWriter>().AddAsync("lines", 5, "cause", default);
        await ports.Port<ICounterWriter>().AddAsync("lines", 5, "cause", default);
        await ports.Port<ICounterWriter>().AddAsync("lines", 2, ofTheSameShard, default);

        Assert.Equal(7, (await ports.Port<ICounters>().ReadAsync(default))["lines"]);
    }

    private static async Task SaveAsync(AzurePorts ports, VirtualTime time)
    {
        var views = ports.Port<IOrderViews>();
        var view = OrderView.Of(Some.Order());
        await views.SaveAsync(view, default);
        await views.SaveAsync(view with { Version = 2, Status = OrderStatus.Reserved }, default);
        await views.SaveAsync(view, default);

        Assert.Equal(OrderStatus.Reserved, (await views.GetAsync(view.OrderId, default))!.Status);
    }

    private static async Task<IInventory> StockedAsync(AzurePorts ports)
    {
        var inventory = ports.Port<IInventory>();
        await inventory.SetOnHandAsync("A", 10, default);
        Assert.Null((await inventory.SetOnHandAsync("A", 12, default)).Failure);
        await inventory.SetOnHandAsync("B", 1, default);
        return inventory;
    }

    private static CloudEvent EventOf(IEvent data, long sequence, string? id = null) =>
        CloudEvents.InStream(data, "/orders", Some.OrderId, sequence, id ?? $"e-{sequence}", Some.Now, Trace.None);
}
