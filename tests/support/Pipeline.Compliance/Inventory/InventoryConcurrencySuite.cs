using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Testing;

namespace Pipeline.Compliance.Inventory;

/// <summary>What stays true when many orders want the same goods at once.</summary>
public abstract class InventoryConcurrencySuite : PortSuite
{
    private static readonly string[] Skus = ["A", "B", "C"];

    private IInventory Inventory => Ports.Port<IInventory>();

    [Fact]
    public async Task One_order_gets_the_last_item_when_many_want_it()
    {
        await Inventory.SetOnHandAsync("A", 1, default);

        var failures = await Rivals.RunAsync(
            24, number => Inventory.ReserveAsync($"order-{number}", [new StockQuantity("A", 1)], default));

        Assert.Single(failures, failure => failure is null);
        Assert.Equal(23, failures.Count(failure => failure is StockShort));
        Assert.Equal(new Stock("A", 1, 1), await Inventory.GetAsync("A", default));
    }

    [Fact]
    public async Task One_reservation_is_made_when_an_order_reserves_many_times_at_once()
    {
        await Inventory.SetOnHandAsync("A", 10, default);

        var failures = await Rivals.RunAsync(16, _ => Inventory.ReserveAsync("order-1", [new StockQuantity("A", 2)], default));

        Assert.Equal(16, failures.Count(failure => failure is null));
        Assert.Equal(new Stock("A", 10, 2), await Inventory.GetAsync("A", default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Stock_is_conserved_when_orders_interleave_at_random(int seed)
    {
        const long Start = 20;
        foreach (var sku in Skus)
        {
            await Inventory.SetOnHandAsync(sku, Start, default);
        }

        var orders = await Rivals.RunAsync(40, number => LiveAsync(number, new Random((seed * 1000) + number)));

        // Every outcome occurred: goods were held, taken and refused.
        Assert.Contains(orders, order => order.Held.Sum() > 0);
        Assert.Contains(orders, order => order.Taken.Sum() > 0);
        Assert.Contains(orders, order => order.Refused > 0);
        for (var i = 0; i < Skus.Length; i++)
        {
            var stock = (await Inventory.GetAsync(Skus[i], default))!;
            Assert.Equal(Start - orders.Sum(order => order.Taken[i]), stock.OnHand);
            Assert.Equal(orders.Sum(order => order.Held[i]), stock.Reserved);
            Assert.InRange(stock.Available, 0, Start);
        }
    }

    // One order's calls come one after the other, some of them twice, as a saga makes them.
    private async Task<(long[] Held, long[] Taken, int Refused)> LiveAsync(int number, Random random)
    {
        var order = $"order-{number}";
        var wanted = Skus.Select(_ => (long)random.Next(0, 4)).ToArray();
        var items = Skus.Zip(wanted, (sku, quantity) => new StockQuantity(sku, quantity)).Where(item => item.Quantity > 0).ToArray();
        var (status, none, refused) = (ReservationStatus.Released, new long[Skus.Length], 0);
        for (var step = 0; step < 6; step++)
        {
            var call = random.Next(5);
            if (call < 2)
            {
                var failure = await (call == 0 ? Inventory.ReserveAsync(order, items, default) : Inventory.FirmAsync(
                    order, items, default));
                (status, refused) = failure is null ? (ReservationStatus.Held, refused) : (status, refused + 1);
            }
            else if (call == 2 && status == ReservationStatus.Held && await Inventory.TakeAsync(order, default) is null)
            {
                return (none, wanted, refused);
            }
            else if (call == 3)
            {
                await Inventory.ReleaseAsync(order, default);
                return (none, none, refused);
            }
        }

        return status == ReservationStatus.Held ? (wanted, none, refused) : (none, none, refused);
    }
}
