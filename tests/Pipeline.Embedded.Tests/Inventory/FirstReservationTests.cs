using Pipeline.Embedded.Queues;
using Pipeline.Embedded.Tests.Engine;
using Pipeline.Events;
using Pipeline.Inventory;
using Pipeline.Reactions;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Inventory;

public sealed class FirstReservationTests
{
    [Fact]
    public async Task Initial_stock_is_there_when_a_payment_makes_the_first_reservation()
    {
        await using var bench = await EmbeddedBench.StartAsync();

        await bench.Get<Writer>().RunAsync(transaction =>
        {
            bench.Get<EffectWriter>().Apply(transaction, new FirmReservation(Some.OrderId, [new StockQuantity("SKU-1", 3)]));
            return true;
        });

        Assert.Equal(new Stock("SKU-1", IPipelineBench.InitialStock, 3), await bench.Get<IInventory>().GetAsync("SKU-1", default));
    }
}
