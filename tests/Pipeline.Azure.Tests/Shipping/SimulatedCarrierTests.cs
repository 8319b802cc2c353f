using Pipeline.Azure.Shipping;

namespace Pipeline.Azure.Tests.Shipping;

public sealed class SimulatedCarrierTests
{
    [Fact]
    public async Task Parcel_is_the_same_each_time_and_another_for_each_order()
    {
        var carrier = new SimulatedCarrier();

        var first = await carrier.ScheduleAsync("o-1", [], default);

        Assert.Equal(("simulated", "shp_o-1"), (first.Carrier, first.ShipmentId));
        Assert.Equal(first, await carrier.ScheduleAsync("o-1", [], default));
        Assert.NotEqual(first.TrackingNumber, (await carrier.ScheduleAsync("o-2", [], default)).TrackingNumber);
    }
}
