using Moq;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Fulfilment;

public class ReserveInventoryTests : ActivitySpec
{
    private readonly ReserveInventoryActivity _reserve;
    private readonly ReleaseInventoryActivity _release;

    public ReserveInventoryTests()
    {
        _reserve = new ReserveInventoryActivity(Recorder, Inventory.Object);
        _release = new ReleaseInventoryActivity(Recorder, Inventory.Object);
    }

    [Fact]
    public async Task Stock_is_held_and_recorded_once_when_reserving_runs_twice()
    {
        Given();
        GivenReserving(null);

        Assert.Null(await RunAsync(_reserve));
        Assert.Null(await RunAsync(_reserve));

        Assert.Equal(["inventory.reserved"], await RecordedAsync());
        Inventory.Verify(inventory => inventory.ReserveAsync(
            Some.OrderId, It.Is<IReadOnlyList<StockQuantity>>(items => items.Single() == new StockQuantity("SKU-1", 2)), default));
    }

    [Fact]
    public async Task Rejection_is_recorded_and_fails_the_step_when_stock_is_short()
    {
        Given();
        GivenReserving(new StockShort("SKU-1", 2, 1));

        AssertFailure<StockShort>("stock-short", await RunAsync(_reserve));
        Assert.Equal(["inventory.rejected"], await RecordedAsync());
    }

    [Fact]
    public async Task Nothing_is_recorded_when_the_reservation_was_released_before()
    {
        Given();
        GivenReserving(new Permanent("released", "It was released."));

        AssertFailure<Permanent>("released", await RunAsync(_reserve));
        Assert.Empty(await RecordedAsync());
    }

    [Fact]
    public async Task Nothing_is_held_when_the_order_is_being_cancelled_or_closed()
    {
        Given(new OrderCancelRequested("changed my mind"));
        AssertFailure<Permanent>("cancel-requested", await RunAsync(_reserve));

        Given(new OrderCancelled("No payment."));
        AssertFailure<Permanent>("order-closed", await RunAsync(_reserve));
    }

    [Fact]
    public async Task Activity_fails_for_good_when_there_is_no_order()
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => RunAsync(_reserve));

        AssertFailure<Permanent>("order-not-found", error.Failure);
    }

    [Fact]
    public async Task Stock_is_released_and_recorded_once_when_releasing_runs_twice()
    {
        Given(Some.Reserved);
        Inventory.Setup(inventory => inventory.ReleaseAsync(Some.OrderId, default)).Returns(Task.CompletedTask);

        Assert.Null(await RunAsync(_release));
        Assert.Null(await RunAsync(_release));

        Assert.Equal(["inventory.released"], await RecordedAsync());
        Inventory.Verify(inventory => inventory.ReleaseAsync(Some.OrderId, default), Times.Exactly(2));
    }

    [Fact]
    public async Task Reservation_is_given_up_even_when_the_order_knows_of_none()
    {
        Given();
        Inventory.Setup(inventory => inventory.ReleaseAsync(Some.OrderId, default)).Returns(Task.CompletedTask);

        Assert.Null(await RunAsync(_release));

        Inventory.Verify(inventory => inventory.ReleaseAsync(Some.OrderId, default), Times.Once);
        Assert.Empty(await RecordedAsync());
    }

    private void GivenReserving(Failure? answer) => Inventory
        .Setup(inventory => inventory.ReserveAsync(Some.OrderId, It.IsAny<IReadOnlyList<StockQuantity>>(), default))
        .ReturnsAsync(answer);
}
