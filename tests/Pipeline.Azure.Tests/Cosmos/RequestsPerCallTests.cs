using Pipeline.Azure.Counters;
using Pipeline.Events;
using Pipeline.Idempotency;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Cosmos;

/// <summary>The requests that each call of the hot path takes; one more costs money on every order.</summary>
public sealed class RequestsPerCallTests : CosmosTest
{
    [Fact]
    public async Task Stock_of_one_sku_costs_three_requests_to_reserve_one_to_make_firm_and_two_to_take_or_release()
    {
        var inventory = Ports.Port<IInventory>();
        var items = new[] { new StockQuantity("A", 1) };
        await inventory.SetOnHandAsync("A", 10, default);
        await inventory.ReserveAsync("o-2", items, default);

        Assert.Equal(3, await CountAsync(() => inventory.ReserveAsync("o-1", items, default)));
        Assert.Equal(1, await CountAsync(() => inventory.FirmAsync("o-1", items, default)));
        Assert.Equal(2, await CountAsync(() => inventory.TakeAsync("o-1", default)));
        Assert.Equal(2, await CountAsync(() => inventory.ReleaseAsync("o-2", default)));
    }

    [Fact]
    public async Task View_costs_two_requests_the_first_time_and_then_one()
    {
        var views = Ports.Port<IOrderViews>();
        var view = OrderView.Of(Some.Order());

        Assert.Equal(2, await CountAsync(() => views.SaveAsync(view, default)));
        Assert.Equal(1, await CountAsync(() => views.SaveAsync(view with { Version = 2 }, default)));
        Assert.Equal(1, await CountAsync(() => views.SaveAsync(view, default)));
    }

    [Fact]
    public async Task Key_costs_one_request_to_claim_and_one_to_answer()
    {
        var keys = Ports.Port<IIdempotencyKeys>();
        IdempotencyClaim? claim = null;

        Assert.Equal(1, await CountAsync(async () => claim = await keys.ClaimAsync("key", "body", "o-1", default)));
        Assert.Equal(1, await CountAsync(() => keys.CompleteAsync(
            "key", ((IdempotencyClaim.Granted)claim!).ClaimId, new IdempotentAnswer(202, null, ""), default)));
    }

    [Fact]
    public async Task Event_and_count_cost_one_request_each()
    {
        var counters = Ports.Port<ICounterWriter>();
        await counters.AddAsync("lines", 1, "cause-1", default);

        Assert.Equal(1, await CountAsync(() => Ports.Port<IEventIntake>().AcceptAsync(Some.Event(new LogLine("info", "a line")), default)));
        Assert.Equal(1, await CountAsync(() => counters.AddAsync("lines", 1, "cause-1", default)));
    }

    [Fact]
    public async Task Duplicate_costs_two_requests()
    {
        var line = Some.Event(new LogLine("info", "a line"));
        await Ports.Port<IEventIntake>().AcceptAsync(line, default);

        Assert.Equal(2, await CountAsync(() => Ports.Port<IEventIntake>().AcceptAsync(line, default)));
    }

    private async Task<int> CountAsync(Func<Task> call) => (await RequestsOfAsync(call)).Count;
}
