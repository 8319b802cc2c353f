using Pipeline.Events;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public class RecordEventTests : OrderSpec
{
    public static TheoryData<IOrderEvent> NewFacts =>
    [
        Some.Reserved, new InventoryRejected("SKU-1", 2, 1), Some.Requested(), Some.Captured(), Some.Failed(), Some.Scheduled,
    ];

    [Theory]
    [MemberData(nameof(NewFacts))]
    public void Fact_is_recorded_when_it_is_new(IOrderEvent fact)
    {
        Given();
        WhenRecorded(fact);
        Then(fact);
    }

    [Theory]
    [MemberData(nameof(NewFacts))]
    public void Fact_is_recorded_when_the_order_was_cancelled_before(IOrderEvent fact)
    {
        Given(new OrderCancelRequested("why"), new OrderCancelled("why"));
        WhenRecorded(fact);
        Then(fact);
    }

    public static TheoryData<IOrderEvent> RepeatedFacts =>
        [Some.Reserved, Some.Requested(), Some.Captured(), Some.Failed(), Some.Scheduled];

    [Theory]
    [MemberData(nameof(RepeatedFacts))]
    public void Fact_is_not_recorded_when_it_is_known(IOrderEvent fact)
    {
        Given(fact);
        WhenRecorded(fact);
        ThenNothing();
    }

    [Fact]
    public void Payment_request_is_recorded_even_when_its_webhook_came_first()
    {
        Given(Some.Captured());
        WhenRecorded(Some.Requested());
        Then(Some.Requested());
        Assert.Equal(Some.Order(Some.Captured()).NetCaptured(), Some.Order(Some.Captured(), Some.Requested()).NetCaptured());
        Assert.False(Some.Order(Some.Captured(), Some.Requested()).Payment(Some.PaymentId)!.Open);
    }

    [Fact]
    public void Failure_is_not_recorded_when_the_payment_was_captured()
    {
        Given(Some.Requested(), Some.Captured());
        WhenRecorded(Some.Failed());
        ThenNothing();
    }

    [Fact]
    public void Capture_is_recorded_when_the_payment_had_failed()
    {
        Given(Some.Requested(), Some.Failed());
        WhenRecorded(Some.Captured());
        Then(Some.Captured());
    }

    [Fact]
    public void Second_payment_is_recorded_when_the_first_was_captured()
    {
        Given(Some.Requested(), Some.Captured());
        WhenRecorded(Some.Captured("pi_2"));
        Then(Some.Captured("pi_2"));
    }

    [Fact]
    public void Release_is_recorded_only_when_stock_is_held()
    {
        Given();
        WhenRecorded(new InventoryReleased());
        ThenNothing();

        Given(Some.Reserved);
        WhenRecorded(new InventoryReleased());
        Then(new InventoryReleased());
    }

    [Fact]
    public void Cancelled_shipment_is_recorded_only_when_it_is_the_current_one()
    {
        Given(Some.Scheduled);
        WhenRecorded(new ShipmentCancelled("ship_2"));
        ThenNothing();

        WhenRecorded(new ShipmentCancelled("ship_1"));
        Then(new ShipmentCancelled("ship_1"));
    }

    [Fact]
    public void Event_of_the_order_itself_is_not_a_fact()
    {
        Given();
        Assert.Throws<ArgumentOutOfRangeException>(() => WhenRecorded(new OrderConfirmed()));
    }
}
