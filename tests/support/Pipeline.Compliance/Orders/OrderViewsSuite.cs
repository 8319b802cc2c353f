using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Compliance.Orders;

/// <summary>What every read model of orders does.</summary>
public abstract class OrderViewsSuite : PortSuite
{
    private static readonly OrderView View = new(
        Some.OrderId, 3, OrderStatus.Paid, "c-1", "USD", Some.Total, 1, "TRACK-1", Some.Now, Some.Now.AddSeconds(1));

    private IOrderViews Views => Ports.Port<IOrderViews>();

    [Fact]
    public async Task View_comes_back_whole_when_it_was_saved()
    {
        Assert.Null(await Views.GetAsync(Some.OrderId, default));

        await Views.SaveAsync(View, default);

        Assert.Equal(View, await Views.GetAsync(Some.OrderId, default));
        Assert.Equal([View], await Views.ListAsync(new OrderQuery(null, null, null, 10), default));
    }

    [Fact]
    public async Task Newer_version_replaces_the_view_when_it_is_saved()
    {
        await Views.SaveAsync(View, default);
        await Views.SaveAsync(View with { Version = 4, Status = OrderStatus.Shipped }, default);

        Assert.Equal(OrderStatus.Shipped, (await Views.GetAsync(Some.OrderId, default))!.Status);
        Assert.Empty(await Views.ListAsync(new OrderQuery(null, OrderStatus.Paid, null, 10), default));
        Assert.Single(await Views.ListAsync(new OrderQuery(null, OrderStatus.Shipped, null, 10), default));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task View_stays_when_an_older_or_the_same_version_is_saved(long version)
    {
        await Views.SaveAsync(View, default);
        await Views.SaveAsync(View with { Version = version, Status = OrderStatus.Placed, Total = 1 }, default);

        Assert.Equal(View, await Views.GetAsync(Some.OrderId, default));
    }

    [Fact]
    public async Task Newest_version_stays_when_versions_are_saved_at_once()
    {
        await Rivals.RunAsync(16, number => Views.SaveAsync(View with { Version = 16 - number, Total = 16 - number }, default));

        Assert.Equal(16, (await Views.GetAsync(Some.OrderId, default))!.Total);
    }

    [Fact]
    public async Task List_is_newest_first_and_continues_where_the_page_ended()
    {
        await SaveAsync(7);

        var first = await Views.ListAsync(new OrderQuery(null, null, null, 3), default);
        var second = await Views.ListAsync(new OrderQuery(null, null, first[^1].OrderId, 3), default);
        var third = await Views.ListAsync(new OrderQuery(null, null, second[^1].OrderId, 3), default);

        Assert.Equal([7, 6, 5], first.Select(view => view.Total));
        Assert.Equal([4, 3, 2], second.Select(view => view.Total));
        Assert.Equal([1], third.Select(view => view.Total));
    }

    [Fact]
    public async Task List_holds_only_the_customers_orders_when_a_customer_is_given()
    {
        await SaveAsync(6);

        var all = await Views.ListAsync(new OrderQuery("c-0", null, null, 10), default);
        var rest = await Views.ListAsync(new OrderQuery("c-0", null, all[0].OrderId, 10), default);

        Assert.Equal([6, 4, 2], all.Select(view => view.Total));
        Assert.Equal([4, 2], rest.Select(view => view.Total));
        Assert.Empty(await Views.ListAsync(new OrderQuery("c-9", null, null, 10), default));
    }

    [Fact]
    public async Task List_holds_only_orders_of_a_status_when_one_is_given()
    {
        await SaveAsync(6);

        Assert.Equal([6, 3], await TotalsAsync(new OrderQuery(null, OrderStatus.NeedsAttention, null, 10)));
        Assert.Equal([3], await TotalsAsync(new OrderQuery(null, OrderStatus.NeedsAttention, SequentialIds.At(6), 10)));
        Assert.Equal([5, 4, 2, 1], await TotalsAsync(new OrderQuery(null, OrderStatus.Paid, null, 10)));
        Assert.Equal([6], await TotalsAsync(new OrderQuery("c-0", OrderStatus.NeedsAttention, null, 10)));
        Assert.Equal([4], await TotalsAsync(new OrderQuery("c-0", OrderStatus.Paid, null, 1)));
    }

    private async Task<IEnumerable<long>> TotalsAsync(OrderQuery query) =>
        (await Views.ListAsync(query, default)).Select(view => view.Total);

    // Every second is of customer c-0, every third needs attention.
    private async Task SaveAsync(int count)
    {
        foreach (var number in Enumerable.Range(1, count))
        {
            var status = number % 3 == 0 ? OrderStatus.NeedsAttention : OrderStatus.Paid;
            await Views.SaveAsync(
                View with { OrderId = SequentialIds.At(number), CustomerId = $"c-{number % 2}", Status = status, Total = number }, default);
        }
    }
}
