using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Tests.Cosmos;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Inventory;

public sealed class InventoryChaosTests : CosmosTest
{
    private static readonly string[] Skus = ["A", "B", "C"];

    private IInventory Inventory => Ports.Port<IInventory>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Stock_is_consistent_when_orders_interleave_and_any_request_may_fail(int seed)
    {
        foreach (var sku in Skus)
        {
            await Inventory.SetOnHandAsync(sku, 12, default);
        }

        var dice = new Random(seed);
        var rules = AllFaults.Kinds.Select(fault => Ports.Cosmos.Faults.When(_ => Roll(dice) < 0.01, fault, times: int.MaxValue)).ToList();

        // Two callers per order, like a reaction and a saga.
        await Rivals.RunAsync(24, number => LiveAsync(number / 2, new Random((seed * 100) + number)));
        Ports.Cosmos.Faults.Clear();
        Assert.NotEqual(0, rules.Sum(rule => rule.Hits));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(FinishAsync));

        new InventorySnapshot(Documents(CosmosContainers.Inventory)).AssertConsistent();
    }

    private async Task LiveAsync(int number, Random random)
    {
        for (var step = 0; step < 6; step++)
        {
            try
            {
                await CallAsync(number, random.Next(7));
            }
            catch (FailureException error)
            {
                // The caller gives up here, like a process that dies.
                Assert.IsType<Transient>(error.Failure);
            }
        }
    }

    private Task CallAsync(int number, int call) => call switch
    {
        <= 2 => Inventory.ReserveAsync($"order-{number}", Items(number), default),
        <= 4 => Inventory.FirmAsync($"order-{number}", Items(number), default),
        5 when number % 2 == 0 => Inventory.TakeAsync($"order-{number}", default),
        _ => number % 3 == 0 ? Inventory.ReleaseAsync($"order-{number}", default) : Task.CompletedTask,
    };

    // Like an engine: repeats the same call until it gets through.
    private async Task FinishAsync(int number)
    {
        var order = $"order-{number}";
        await Inventory.ReserveAsync(order, Items(number), default);
        if (number % 2 == 0)
        {
            await Inventory.TakeAsync(order, default);
        }

        await Inventory.ReleaseAsync(order, default);
    }

    private static StockQuantity[] Items(int number) =>
        [.. Skus.Select((sku, index) => new StockQuantity(sku, (number + index) % 4)).Where(item => item.Quantity > 0)];

    private static double Roll(Random dice)
    {
        lock (dice)
        {
            return dice.NextDouble();
        }
    }
}
