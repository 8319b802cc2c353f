using Pipeline.Events;
using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Reactions;

public class FirmReservationOnPaymentTests : ReactionSpec
{
    [Fact]
    public async Task Captured_payment_makes_the_reservation_firm()
    {
        Given(Some.Reserved, Some.Captured());
        var firm = await OnlyAsync<FirmReservation>(new FirmReservationOnPayment(Orders), Some.Captured());

        Assert.Equal(Some.OrderId, firm.OrderId);
        Assert.Equal([new StockQuantity("SKU-1", 2)], firm.Items);
    }

    public static TheoryData<IOrderEvent> Closed => [new OrderConfirmed(), new OrderCancelled("why"), new OrderCancelRequested("why")];

    [Theory]
    [MemberData(nameof(Closed))]
    public async Task Captured_payment_claims_no_stock_when_the_order_is_closed_or_being_cancelled(IOrderEvent closed)
    {
        Given(Some.Captured(), closed);

        Assert.Empty(await ReactAsync(new FirmReservationOnPayment(Orders), Some.Event(Some.Captured())));
    }

    [Fact]
    public Task Payment_of_an_unknown_order_needs_a_person() => AssertNoOrderAsync(new FirmReservationOnPayment(Orders), Some.Captured());
}
