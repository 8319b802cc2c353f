using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;

namespace Pipeline.Compliance.Inventory;

/// <summary>The rules of stock and reservations that every engine keeps.</summary>
public abstract class InventorySuite : PortSuite
{
    private const string Order = "order-1";

    private IInventory Inventory => Ports.Port<IInventory>();

    [Fact]
    public async Task Stock_is_null_when_nobody_ever_set_it()
    {
        Assert.Null(await Inventory.GetAsync("A", default));
    }

    [Fact]
    public async Task Stock_is_what_was_set_when_it_is_read()
    {
        await SetAsync(("A", 10));

        Assert.Equal(new Stock("A", 10, 0), await Inventory.GetAsync("A", default));
    }

    [Fact]
    public async Task Every_item_is_held_when_there_is_enough_of_all()
    {
        await SetAsync(("A", 10), ("B", 1));

        Assert.Null(await ReserveAsync(Order, ("A", 4), ("B", 1)));
        await AssertStockAsync(("A", 10, 4), ("B", 1, 1));
    }

    [Fact]
    public async Task Nothing_is_held_when_one_item_is_short()
    {
        await SetAsync(("A", 10), ("B", 1));

        Assert.Equal(new StockShort("B", 2, 1), await ReserveAsync(Order, ("A", 4), ("B", 2)));
        await AssertStockAsync(("A", 10, 0), ("B", 1, 0));
    }

    [Fact]
    public async Task Nothing_is_held_when_an_item_does_not_exist()
    {
        Assert.Equal(new StockShort("A", 1, 0), await ReserveAsync(Order, ("A", 1)));
    }

    [Fact]
    public async Task Order_holds_once_when_it_reserves_twice()
    {
        await SetAsync(("A", 10));

        Assert.Null(await ReserveAsync(Order, ("A", 4)));
        Assert.Null(await ReserveAsync(Order, ("A", 4)));
        await AssertStockAsync(("A", 10, 4));
    }

    [Fact]
    public async Task Order_may_hold_later_when_it_was_short_before()
    {
        await SetAsync(("A", 1));
        Assert.IsType<StockShort>(await ReserveAsync(Order, ("A", 2)));

        await SetAsync(("A", 2));

        Assert.Null(await ReserveAsync(Order, ("A", 2)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Release_makes_it_available_once_when_it_is_called_twice(bool firm)
    {
        await SetAsync(("A", 10), ("B", 10));
        await ReserveAsync(Order, ("A", 4), ("B", 5));
        Assert.True(!firm || await FirmAsync(Order, ("A", 4), ("B", 5)) is null);
        await ReserveAsync("order-2", ("A", 3));

        await Inventory.ReleaseAsync(Order, default);
        await Inventory.ReleaseAsync(Order, default);

        await AssertStockAsync(("A", 10, 3), ("B", 10, 0));
    }

    [Fact]
    public async Task Reserve_is_refused_when_the_reservation_was_released()
    {
        await SetAsync(("A", 10));
        await ReserveAsync(Order, ("A", 4));
        await Inventory.ReleaseAsync(Order, default);

        Assert.IsType<Permanent>(await ReserveAsync(Order, ("A", 4)));
        await AssertStockAsync(("A", 10, 0));
    }

    [Fact]
    public async Task Reserve_is_refused_when_an_order_that_never_reserved_was_released()
    {
        await SetAsync(("A", 10));

        await Inventory.ReleaseAsync(Order, default);

        Assert.IsType<Permanent>(await ReserveAsync(Order, ("A", 4)));
        await AssertStockAsync(("A", 10, 0));
    }

    [Fact]
    public async Task Firm_holds_no_more_when_the_order_holds_already()
    {
        await SetAsync(("A", 10));
        await ReserveAsync(Order, ("A", 4));

        Assert.Null(await FirmAsync(Order, ("A", 4)));
        Assert.Null(await FirmAsync(Order, ("A", 4)));
        Assert.Null(await ReserveAsync(Order, ("A", 4)));
        await AssertStockAsync(("A", 10, 4));
    }

    [Fact]
    public async Task Firm_makes_a_reservation_when_there_is_none()
    {
        await SetAsync(("A", 10));

        Assert.Null(await FirmAsync(Order, ("A", 4)));
        await AssertStockAsync(("A", 10, 4));
        Assert.Equal(new StockShort("A", 7, 6), await FirmAsync("order-2", ("A", 7)));
    }

    [Fact]
    public async Task Firm_holds_nothing_when_the_reservation_was_released()
    {
        await SetAsync(("A", 10));
        await Inventory.ReleaseAsync(Order, default);

        Assert.Null(await FirmAsync(Order, ("A", 4)));

        await AssertStockAsync(("A", 10, 0));
        Assert.IsType<Permanent>(await Inventory.TakeAsync(Order, default));
    }

    [Fact]
    public async Task Take_takes_the_goods_out_once_when_it_is_called_twice()
    {
        await SetAsync(("A", 10));
        await ReserveAsync(Order, ("A", 4));

        Assert.Null(await Inventory.TakeAsync(Order, default));
        Assert.Null(await Inventory.TakeAsync(Order, default));
        await Inventory.ReleaseAsync(Order, default);

        await AssertStockAsync(("A", 6, 0));
    }

    [Fact]
    public async Task Take_is_refused_when_nothing_is_held()
    {
        await SetAsync(("A", 10));
        await ReserveAsync(Order, ("A", 4));
        await Inventory.ReleaseAsync(Order, default);

        Assert.IsType<Permanent>(await Inventory.TakeAsync(Order, default));
        Assert.IsType<Permanent>(await Inventory.TakeAsync("order-2", default));
        await AssertStockAsync(("A", 10, 0));
    }

    [Fact]
    public async Task Set_on_hand_is_rejected_when_more_is_reserved()
    {
        await SetAsync(("A", 10));
        await ReserveAsync(Order, ("A", 4));

        Assert.IsType<Rejected>((await Inventory.SetOnHandAsync("A", 3, default)).Failure);
        await AssertStockAsync(("A", 10, 4));
        Assert.True((await Inventory.SetOnHandAsync("A", 4, default)).TryGet(out var stock, out _));
        Assert.Equal(new Stock("A", 4, 4), stock);
    }

    private async Task SetAsync(params (string Sku, long OnHand)[] stock)
    {
        foreach (var (sku, onHand) in stock)
        {
            Assert.Null((await Inventory.SetOnHandAsync(sku, onHand, default)).Failure);
        }
    }

    private Task<Failure?> ReserveAsync(string order, params (string Sku, long Quantity)[] items) =>
        Inventory.ReserveAsync(order, [.. items.Select(item => new StockQuantity(item.Sku, item.Quantity))], default);

    private Task<Failure?> FirmAsync(string order, params (string Sku, long Quantity)[] items) =>
        Inventory.FirmAsync(order, [.. items.Select(item => new StockQuantity(item.Sku, item.Quantity))], default);

    private async Task AssertStockAsync(params (string Sku, long OnHand, long Reserved)[] expected)
    {
        foreach (var (sku, onHand, reserved) in expected)
        {
            Assert.Equal(new Stock(sku, onHand, reserved), await Inventory.GetAsync(sku, default));
        }
    }
}
