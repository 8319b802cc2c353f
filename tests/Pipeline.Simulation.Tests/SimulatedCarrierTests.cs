using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Simulation.Tests;

public sealed class SimulatedCarrierTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FolderLock _lock;
    private WorldDatabase _world;
    private SimulatedCarrier _carrier;

    public SimulatedCarrierTests()
    {
        _lock = FolderLock.Take(_folder.Path);
        _world = Open();
        _carrier = new SimulatedCarrier(_world);
    }

    [Fact]
    public async Task Parcel_is_scheduled_once_when_requested_twice() =>
        Assert.Equal(await ScheduleAsync("order-1"), await ScheduleAsync("order-1"));

    [Fact]
    public async Task Each_order_has_its_own_parcel() => Assert.NotEqual(await ScheduleAsync("order-1"), await ScheduleAsync("order-2"));

    [Fact]
    public async Task Parcel_that_was_cancelled_first_is_never_scheduled_even_after_a_restart()
    {
        await _carrier.CancelAsync("order-1", CancellationToken.None);
        _world.Dispose();
        _world = Open();
        _carrier = new SimulatedCarrier(_world);

        var error = await Assert.ThrowsAsync<FailureException>(() => ScheduleAsync("order-1"));

        Assert.IsType<Permanent>(error.Failure);
    }

    [Fact]
    public async Task Parcel_is_cancelled_once_when_requested_twice()
    {
        await ScheduleAsync("order-1");
        await _carrier.CancelAsync("order-1", CancellationToken.None);
        await _carrier.CancelAsync("order-1", CancellationToken.None);

        await Assert.ThrowsAsync<FailureException>(() => ScheduleAsync("order-1"));
    }

    [Fact]
    public async Task Parcel_is_the_same_each_time_and_differs_per_order_even_without_memory()
    {
        var carrier = new SimulatedCarrier(world: null);

        var first = await carrier.ScheduleAsync("o-1", [], default);
        await carrier.CancelAsync("o-1", default);

        Assert.Equal(("simulated", "shp_o-1"), (first.Carrier, first.ShipmentId));
        Assert.Equal(first, await carrier.ScheduleAsync("o-1", [], default));
        Assert.NotEqual(first.TrackingNumber, (await carrier.ScheduleAsync("o-2", [], default)).TrackingNumber);
        Assert.Equal(first, await ScheduleAsync("o-1"));
    }

    public void Dispose()
    {
        _world.Dispose();
        _lock.Dispose();
        _folder.Dispose();
    }

    private WorldDatabase Open() => new(_folder.Path, _lock);

    private Task<ShipmentScheduled> ScheduleAsync(string orderId) =>
        _carrier.ScheduleAsync(orderId, [], CancellationToken.None);
}
