using Microsoft.Extensions.Options;
using Pipeline.Embedded;
using Pipeline.Failures;
using Pipeline.Sqlite;
using Pipeline.Standalone.Shipping;
using Pipeline.Standalone.World;

namespace Pipeline.Standalone.Tests.Shipping;

public sealed class SimulatedCarrierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
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
    public async Task Scheduling_twice_is_scheduling_once() => Assert.Equal(await ScheduleAsync("order-1"), await ScheduleAsync("order-1"));

    [Fact]
    public async Task Orders_have_parcels_of_their_own() => Assert.NotEqual(await ScheduleAsync("order-1"), await ScheduleAsync("order-2"));

    [Fact]
    public async Task A_parcel_that_was_cancelled_first_is_never_scheduled_also_after_a_restart()
    {
        await _carrier.CancelAsync("order-1", CancellationToken.None);
        _world.Dispose();
        _world = Open();
        _carrier = new SimulatedCarrier(_world);

        var error = await Assert.ThrowsAsync<FailureException>(() => ScheduleAsync("order-1"));

        Assert.IsType<Permanent>(error.Failure);
    }

    [Fact]
    public async Task Cancelling_twice_is_cancelling_once()
    {
        await ScheduleAsync("order-1");
        await _carrier.CancelAsync("order-1", CancellationToken.None);
        await _carrier.CancelAsync("order-1", CancellationToken.None);

        await Assert.ThrowsAsync<FailureException>(() => ScheduleAsync("order-1"));
    }

    public void Dispose()
    {
        _world.Dispose();
        _lock.Dispose();
        _folder.Dispose();
    }

    private WorldDatabase Open() => new(Options.Create(new DataOptions { Directory = _folder.Path }), _lock);

    private Task<Pipeline.Shipping.ShipmentScheduled> ScheduleAsync(string orderId) =>
        _carrier.ScheduleAsync(orderId, [], CancellationToken.None);
}
