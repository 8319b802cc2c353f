using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Tests.Cosmos;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Inventory;

namespace Pipeline.Azure.Tests.Inventory;

public sealed class InventoryFaultTests : CosmosTest
{
    private IInventory Inventory => Ports.Port<IInventory>();

    private InventorySnapshot Snapshot => new(Documents(CosmosContainers.Inventory));

    [Fact]
    public Task Goods_are_held_and_taken_once_when_any_request_goes_wrong_once() => FaultSweep.OnceEachAsync(
        Ports,
        prepare: StockAsync,
        scenario: async order =>
        {
            Assert.Null(await ReserveAsync(order));
            Assert.Null(await Inventory.FirmAsync(order, Items(order), default));
            Assert.Null(await Inventory.TakeAsync(order, default));
            AssertState(order, "taken", onHand: 7, reserved: 0);
        });

    [Fact]
    public Task Goods_are_available_again_when_any_request_goes_wrong_once() => FaultSweep.OnceEachAsync(
        Ports,
        prepare: StockAsync,
        scenario: async order =>
        {
            Assert.Null(await Inventory.FirmAsync(order, Items(order), default));
            await Inventory.ReleaseAsync(order, default);
            AssertState(order, "released", onHand: 10, reserved: 0);
        });

    [Fact]
    public Task Nothing_is_held_when_one_is_short_and_any_request_goes_wrong_once() => FaultSweep.OnceEachAsync(
        Ports,
        prepare: ShortAsync,
        scenario: async order =>
        {
            Assert.IsType<StockShort>(await ReserveAsync(order));
            AssertState(order, "idle", onHand: 10, reserved: 0);
        });

    [Fact]
    public Task Reserve_finishes_what_a_dead_process_began() => FaultSweep.CrashAtEachAsync(
        Ports,
        prepare: StockAsync,
        scenario: ReserveAsync,
        recover: async order =>
        {
            Assert.Null(await ReserveAsync(order));
            AssertState(order, "held", onHand: 10, reserved: 3);
        });

    [Fact]
    public Task Release_gives_back_what_a_dead_process_had_begun_to_hold() => FaultSweep.CrashAtEachAsync(
        Ports,
        prepare: StockAsync,
        scenario: ReserveAsync,
        recover: async order =>
        {
            await Inventory.ReleaseAsync(order, default);
            AssertState(order, "released", onHand: 10, reserved: 0);
        });

    [Fact]
    public Task Reserve_finishes_the_undo_and_tries_again_when_a_dead_process_was_undoing() => FaultSweep.CrashAtEachAsync(
        Ports,
        prepare: ShortAsync,
        scenario: ReserveAsync,
        recover: async order =>
        {
            Assert.IsType<StockShort>(await ReserveAsync(order));
            AssertState(order, "idle", onHand: 10, reserved: 0);
            await Inventory.SetOnHandAsync("B " + order, 10, default);
            Assert.Null(await ReserveAsync(order));
            AssertState(order, "held", onHand: 10, reserved: 3);
        });

    [Fact]
    public Task Take_finishes_what_a_dead_process_began() => FaultSweep.CrashAtEachAsync(
        Ports,
        prepare: HoldAsync,
        scenario: order => Inventory.TakeAsync(order, default),
        recover: async order =>
        {
            Assert.Null(await Inventory.TakeAsync(order, default));
            AssertState(order, "taken", onHand: 7, reserved: 0);
        });

    [Fact]
    public Task Release_finishes_what_a_dead_process_began() => FaultSweep.CrashAtEachAsync(
        Ports,
        prepare: HoldAsync,
        scenario: order => Inventory.ReleaseAsync(order, default),
        recover: async order =>
        {
            await Inventory.ReleaseAsync(order, default);
            AssertState(order, "released", onHand: 10, reserved: 0);
        });

    [Fact]
    public Task Order_holds_nothing_when_it_is_released_at_any_moment_of_its_reserve() => FaultSweep.MeanwhileAtEachAsync(
        Ports,
        prepare: StockAsync,
        scenario: ReserveAsync,
        rival: order => Inventory.ReleaseAsync(order, default),
        check: async order =>
        {
            Assert.IsType<Permanent>(await ReserveAsync(order));
            AssertState(order, "released", onHand: 10, reserved: 0);
        });

    [Fact]
    public Task Order_holds_once_when_it_reserves_again_at_any_moment_of_its_reserve() => FaultSweep.MeanwhileAtEachAsync(
        Ports,
        prepare: StockAsync,
        scenario: async order => Assert.Null(await ReserveAsync(order)),
        rival: async order => Assert.Null(await ReserveAsync(order)),
        check: order =>
        {
            AssertState(order, "held", onHand: 10, reserved: 3);
            return Task.CompletedTask;
        });

    [Fact]
    public Task Order_holds_once_when_goods_come_and_it_reserves_again_at_any_moment_of_a_short_reserve() =>
        FaultSweep.MeanwhileAtEachAsync(
            Ports,
            prepare: ShortAsync,
            scenario: order => ReserveAsync(order),
            rival: async order =>
            {
                await Inventory.SetOnHandAsync("B " + order, 10, default);
                Assert.Null(await ReserveAsync(order));
            },
            check: async order =>
            {
                Assert.Null(await ReserveAsync(order));
                AssertState(order, "held", onHand: 10, reserved: 3);
            });

    [Fact]
    public Task All_or_nothing_leaves_the_stock_when_release_and_take_meet_at_any_moment() => FaultSweep.MeanwhileAtEachAsync(
        Ports,
        prepare: HoldAsync,
        scenario: order => Inventory.TakeAsync(order, default),
        rival: order => Inventory.ReleaseAsync(order, default),
        check: order =>
        {
            Snapshot.AssertConsistent();
            return Task.CompletedTask;
        });

    private Task<Failure?> ReserveAsync(string order) => Inventory.ReserveAsync(order, Items(order), default);

    private async Task HoldAsync(string order)
    {
        await StockAsync(order);
        Assert.Null(await ReserveAsync(order));
    }

    private Task StockAsync(string order) => SetAsync(order, onHandOfB: 10);

    private Task ShortAsync(string order) => SetAsync(order, onHandOfB: 2);

    private async Task SetAsync(string order, long onHandOfB)
    {
        await Inventory.SetOnHandAsync("A " + order, 10, default);
        await Inventory.SetOnHandAsync("B " + order, onHandOfB, default);
    }

    private static StockQuantity[] Items(string order) => [new("A " + order, 3), new("B " + order, 3)];

    private void AssertState(string order, string state, long onHand, long reserved)
    {
        var snapshot = Snapshot;
        snapshot.AssertConsistent();
        Assert.Equal((state, onHand, reserved), (snapshot.StateOf(order), snapshot.OnHand("A " + order), snapshot.Reserved("A " + order)));
    }
}
