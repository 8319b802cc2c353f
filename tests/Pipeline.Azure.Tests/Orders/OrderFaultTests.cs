using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Orders;
using Pipeline.Azure.Tests.Cosmos;
using Pipeline.CosmosGateway.Faults;
using Pipeline.CosmosGateway.Protocol;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Orders;

public sealed class OrderFaultTests : CosmosTest
{
    private static readonly RecordEvent Reserve = new(Some.Reserved);

    private IOrderStore Store => Ports.Port<IOrderStore>();

    private OrderService Orders => Ports.Port<OrderService>();

    [Fact]
    public Task Every_command_lands_once_when_any_request_goes_wrong_once() => FaultSweep.OnceEachAsync(
        Ports,
        prepare: _ => Task.CompletedTask,
        scenario: async id =>
        {
            Assert.Single((await ExecuteAsync(id, Some.PlaceOrder())).Events);
            Assert.Single((await ExecuteAsync(id, Reserve)).Events);
            await AssertEventsAsync(id, EventTypes.OrderPlaced, EventTypes.InventoryReserved);
        });

    [Fact]
    public Task Every_command_lands_once_when_the_process_dies_at_any_request_and_it_is_sent_again() => FaultSweep.CrashAtEachAsync(
        Ports,
        prepare: id => ExecuteAsync(id, Some.PlaceOrder()),
        scenario: id => ExecuteAsync(id, Reserve),
        recover: async id =>
        {
            await ExecuteAsync(id, Reserve);
            await AssertEventsAsync(id, EventTypes.OrderPlaced, EventTypes.InventoryReserved);
        });

    [Fact]
    public async Task Append_is_a_clash_when_another_writer_took_its_place_while_its_answer_was_lost()
    {
        await ExecuteAsync("o", Some.PlaceOrder());
        var before = (await Store.LoadAsync("o", default))!;
        var first = Ports.Cosmos.Requests.Count;
        // The first attempt has no effect; before the second, someone else appends.
        Ports.Cosmos.Faults.At(first, Fault.TimedOut);
        Ports.Cosmos.Faults.At(first + 1, Fault.Pause(_ => ExecuteAsync("o", new RecordEvent(Some.Requested()))));

        var after = OrderEvolution.Evolve(before, Some.Reserved, "o", Some.Now, "c");
        var appended = await Store.AppendAsync(
            after, 1, [CloudEvents.InStream(Some.Reserved, "/orders", "o", 2, "mine", Some.Now, Trace.None)], default);

        Assert.False(appended);
        await AssertEventsAsync("o", EventTypes.OrderPlaced, EventTypes.PaymentRequested);
    }

    [Fact]
    public async Task Append_needs_no_read_of_its_own_when_the_state_was_just_loaded()
    {
        await ExecuteAsync("o", Some.PlaceOrder());

        var requests = await RequestsOfAsync(() => ExecuteAsync("o", Reserve));

        Assert.Equal([OperationKind.Read, OperationKind.Batch], requests.Select(request => request.Kind));
    }

    [Fact]
    public async Task Append_reads_the_state_first_when_nobody_remembers_it()
    {
        await ExecuteAsync("o", Some.PlaceOrder());
        var state = OrderEvolution.Evolve(await Store.LoadAsync("o", default), Some.Reserved, "o", Some.Now, "c");
        // Another instance loads and appends; this one remembers an outdated state.
        var elsewhere = new CosmosOrderStore(Ports.Port<CosmosDatabase>());

        var requests = await RequestsOfAsync(async () => Assert.True(await elsewhere.AppendAsync(
            state, 1, [CloudEvents.InStream(Some.Reserved, "/orders", "o", 2, "e", Some.Now, Trace.None)], default)));
        await ExecuteAsync("o", new RecordEvent(Some.Requested()));

        Assert.Equal([OperationKind.Read, OperationKind.Batch], requests.Select(request => request.Kind));
        await AssertEventsAsync("o", EventTypes.OrderPlaced, EventTypes.InventoryReserved, EventTypes.PaymentRequested);
    }

    [Fact]
    public async Task Failure_is_transient_with_the_services_own_pause_when_the_store_is_throttled_for_long()
    {
        Ports.Cosmos.Faults.Next(int.MaxValue, Fault.ThrottledFor(TimeSpan.FromMinutes(1)));

        var error = await Assert.ThrowsAsync<FailureException>(() => ExecuteAsync("o", Some.PlaceOrder()));

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<Transient>(error.Failure).RetryAfter);
        Assert.Single(Ports.Cosmos.Requests);
    }

    [Fact]
    public async Task Failure_says_that_the_write_may_have_happened_when_only_answers_are_lost()
    {
        Ports.Cosmos.Faults.When(request => request.Kind == OperationKind.Batch, Fault.TimedOut.AfterCommit, times: int.MaxValue);
        Ports.Cosmos.Faults.When(
            request => request.Kind == OperationKind.Read && request.DocumentId != "state", Fault.TimedOut, times: int.MaxValue);

        var lost = await Assert.ThrowsAsync<FailureException>(() => ExecuteAsync("o", Some.PlaceOrder()));
        Ports.Cosmos.Faults.Clear();
        Ports.Cosmos.Faults.When(request => request.Kind == OperationKind.Batch, Fault.Throttled, times: int.MaxValue);
        var throttled = await Assert.ThrowsAsync<FailureException>(() => ExecuteAsync("p", Some.PlaceOrder()));

        Assert.True(Assert.IsType<Transient>(lost.Failure).MayHaveHappened);
        Assert.False(Assert.IsType<Transient>(throttled.Failure).MayHaveHappened);
        Assert.NotNull(await Store.LoadAsync("o", default));
        Assert.Null(await Store.LoadAsync("p", default));
    }

    [Fact]
    public async Task Largest_order_fits_into_one_batch()
    {
        var lines = Enumerable.Range(0, OrderLimits.MaxLines).Select(number => new OrderLine(new string('S', 80) + number, 1, 1)).ToArray();

        var placed = await ExecuteAsync("o", Some.PlaceOrder(lines));

        Assert.Equal(OrderLimits.MaxLines, (await Store.LoadAsync("o", default))!.Lines.Length);
        Assert.Single(placed.Events);
    }

    [Fact]
    public async Task Append_is_refused_for_good_when_it_is_larger_than_a_batch_may_be()
    {
        var lines = Enumerable.Range(0, 2).Select(number => new OrderLine(new string('S', 600_000) + number, 1, 1)).ToArray();

        var error = await Assert.ThrowsAsync<FailureException>(() => ExecuteAsync("o", Some.PlaceOrder(lines)));

        Assert.Equal("batch-too-large", Assert.IsType<Permanent>(error.Failure).Code);
        Assert.Empty(Documents(CosmosContainers.Orders));
    }

    private async Task<OrderChange> ExecuteAsync(string id, OrderCommand command)
    {
        var result = await Orders.ExecuteAsync(id, command, Trace.None, default);
        Assert.True(result.TryGet(out var change, out var failure), failure?.Detail);
        return change;
    }

    private async Task AssertEventsAsync(string id, params string[] names) => Assert.Equal(
        names.Select(EventTypes.Full), (await Store.ReadEventsAsync(id, default)).Select(one => one.Type));
}
