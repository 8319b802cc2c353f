using Pipeline.Embedded.Tests.Engine;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Embedded.Tests.Damage;

/// <summary>What is stored beside the log may be damaged too: it is made anew where that can be, and else says which row is.</summary>
public sealed class DamagedRowTests : IAsyncLifetime
{
    private EmbeddedBench _bench = null!;
    private string _id = "";

    public async Task InitializeAsync()
    {
        _bench = (EmbeddedBench)await EmbeddedBench.StartAsync();
        _bench.World.Payments.OnRequest = (services, request) => World.CaptureAsync(services, request.OrderId, "pi_1");
        _id = await _bench.PlaceAsync();
        await _bench.UntilAsync(async () => (await SagaAsync())?.Phase == SagaPhase.Completed, "completed");
        await _bench.IdleAsync();
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData("UPDATE events SET event = replace(event, 'SKU-1', 'SKU-2') WHERE sequence = 2")]
    [InlineData("UPDATE events SET event = '{' WHERE sequence = 2")]
    [InlineData("UPDATE events SET event = replace(event, 'items', 'itens'), checksum = NULL WHERE sequence = 2")]
    [InlineData("UPDATE events SET subject = 'x' WHERE sequence = 2")]
    [InlineData("DELETE FROM events WHERE sequence = 2")]
    [InlineData("DELETE FROM events WHERE sequence = 1")]
    public async Task History_names_the_event_that_cannot_be_read(string damage)
    {
        _bench.Sql(damage);

        var failure = (await Assert.ThrowsAsync<FailureException>(() => Orders.ReadEventsAsync(_id, default))).Failure;

        Assert.Equal("event-damaged", Assert.IsType<Rejected>(failure).Code);
        Assert.Matches("position [0-9]+|event [12] is missing", failure.Detail);
    }

    [Theory]
    [InlineData("state = '{'")]
    [InlineData("state = '{}'")]
    [InlineData("state = x''")]
    [InlineData("state = replace(state, 'orderId', 'orderIt')")]
    public async Task Order_and_view_are_made_anew_when_their_rows_are_damaged(string damage)
    {
        var (order, view) = ((await Orders.LoadAsync(_id, default))!, await Views.GetAsync(_id, default));
        await _bench.RestartAsync();
        _bench.Sql($"UPDATE orders SET {damage}", "UPDATE order_views SET view = '{'");

        var again = (await Orders.LoadAsync(_id, default))!;

        Assert.Equal((order.Status, order.Version, order.Total), (again.Status, again.Version, again.Total));
        Assert.Equal(view, await Views.GetAsync(_id, default));
        Assert.Equal([view!], await Views.ListAsync(new OrderQuery(null, null, null, 10), default));
    }

    [Fact]
    public async Task Order_says_that_it_is_damaged_when_its_events_are_too()
    {
        await _bench.RestartAsync();
        _bench.Sql("UPDATE orders SET state = '{', version = version + 1");

        var failure = (await Assert.ThrowsAsync<FailureException>(async () => await Orders.LoadAsync(_id, default))).Failure;

        Assert.Equal("order-damaged", failure.Code);
        Assert.Contains(_id, failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'{'")]
    [InlineData("'{}'")]
    [InlineData("'null'")]
    [InlineData("x'FFFF'")]
    [InlineData("replace(state, 'awaiting', 'awaitimg')")]
    public async Task Saga_needs_attention_and_the_others_go_on_when_its_state_is(string damage)
    {
        _bench.World.Payments.OnRequest = (_, _) => Task.CompletedTask;
        var damaged = await _bench.PlaceAsync();
        await _bench.UntilAsync(async () => (await SagaAsync(damaged))?.Mode == SagaMode.Awaiting, "awaiting");
        _bench.Sql("CREATE TABLE backup AS SELECT * FROM sagas", $"UPDATE sagas SET state = {damage} WHERE saga_id = '{damaged}'");

        await _bench.RestartAsync();
        await _bench.UntilAsync(async () => (await _bench.Engine.StatsAsync()).Sagas.NeedAttention == 1, "needs attention");

        var shown = Assert.Single(await Sagas.ListAsync(SagaPhase.NeedsAttention, null, 10, default));
        Assert.Equal(damaged, shown.SagaId);
        Assert.StartsWith("saga-damaged", shown.LastError, StringComparison.Ordinal);
        Assert.Equal("saga-damaged", (await Sagas.ResumeAsync(damaged, default)).Failure!.Code);
        _bench.World.Payments.OnRequest = (services, request) => World.CaptureAsync(services, request.OrderId, "pi_2");
        var other = await _bench.PlaceAsync();
        await _bench.UntilAsync(async () => (await SagaAsync(other))?.Phase == SagaPhase.Completed, "the other completed");

        _bench.Sql($"UPDATE sagas SET state = (SELECT state FROM backup b WHERE b.saga_id = '{damaged}') WHERE saga_id = '{damaged}'");
        await _bench.RestartAsync();
        await World.CaptureAsync(_bench.Engine.Get<IServiceProvider>(), damaged, "pi_3");
        await _bench.UntilAsync(async () => (await SagaAsync(damaged))?.Phase == SagaPhase.Completed, "completed once mended");
    }

    private IOrderStore Orders => _bench.Get<IOrderStore>();

    private IOrderViews Views => _bench.Get<IOrderViews>();

    private ISagaOperations Sagas => _bench.Get<ISagaOperations>();

    private Task<SagaState?> SagaAsync(string? id = null) => Sagas.GetAsync(id ?? _id, default);
}
