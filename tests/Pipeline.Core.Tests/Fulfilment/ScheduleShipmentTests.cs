using Moq;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Fulfilment;

public class ScheduleShipmentTests : ActivitySpec
{
    private readonly ScheduleShipmentActivity _schedule;
    private readonly CancelShipmentActivity _cancel;

    public ScheduleShipmentTests()
    {
        _schedule = new ScheduleShipmentActivity(Recorder, Carrier.Object);
        _cancel = new CancelShipmentActivity(Recorder, Carrier.Object);
        Carrier.Setup(carrier => carrier.CancelAsync(Some.OrderId, default)).Returns(Task.CompletedTask);
    }

    [Fact]
    public async Task Parcel_is_recorded_once_when_scheduling_runs_twice()
    {
        Given(Some.Reserved, Some.Captured());

        Assert.Null(await RunAsync(_schedule));
        Assert.Null(await RunAsync(_schedule));

        Assert.Equal(["shipment.scheduled"], await RecordedAsync());
    }

    public static TheoryData<IOrderEvent[], string> Obstacles => new()
    {
        { [Some.Reserved], "not-paid-in-full" },
        { [Some.Reserved, Some.Captured(amount: Some.Total - 1)], "not-paid-in-full" },
        { [Some.Reserved, Some.Captured(), Some.Refunded(amount: 1)], "not-paid-in-full" },
        { [Some.Reserved, Some.Captured(), new OrderCancelRequested("changed my mind")], "cancel-requested" },
        { [Some.Reserved, Some.Captured(), new OrderCancelled("No payment.")], "order-closed" },
    };

    [Theory]
    [MemberData(nameof(Obstacles))]
    public async Task Carrier_is_not_asked_when_the_order_may_not_be_shipped(IOrderEvent[] story, string code)
    {
        Given(story);

        AssertFailure<Permanent>(code, await RunAsync(_schedule));
        Carrier.Verify(
            carrier => carrier.ScheduleAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<StockQuantity>>(), default), Times.Never);
    }

    [Fact]
    public async Task Parcel_is_cancelled_and_recorded_once_when_cancelling_runs_twice()
    {
        GivenReady();

        Assert.Null(await RunAsync(_cancel));
        Assert.Null(await RunAsync(_cancel));

        Assert.Equal(["shipment.cancelled"], await RecordedAsync());
    }

    [Fact]
    public async Task Carrier_is_told_even_when_the_order_knows_of_no_parcel()
    {
        Given(Some.Reserved, Some.Captured());

        Assert.Null(await RunAsync(_cancel));

        Carrier.Verify(carrier => carrier.CancelAsync(Some.OrderId, default), Times.Once);
        Assert.Empty(await RecordedAsync());
    }
}
