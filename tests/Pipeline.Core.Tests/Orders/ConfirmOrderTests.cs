using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public class ConfirmOrderTests : OrderSpec
{
    [Fact]
    public void Order_is_confirmed_when_stock_money_and_parcel_are_there()
    {
        GivenReady();
        When(new ConfirmOrder());
        Then(new OrderConfirmed());
    }

    [Fact]
    public void Order_is_confirmed_when_more_than_its_total_was_paid()
    {
        GivenReady(Some.Captured("pi_2"));
        When(new ConfirmOrder());
        Then(new OrderConfirmed());
    }

    [Fact]
    public void Order_is_confirmed_once()
    {
        GivenReady(new OrderConfirmed());
        When(new ConfirmOrder());
        ThenNothing();
    }

    [Fact]
    public void Order_is_not_confirmed_when_a_cancel_was_accepted()
    {
        GivenReady(new OrderCancelRequested("changed my mind"));
        When(new ConfirmOrder());
        ThenFails<Permanent>("cancel-requested");
    }

    [Fact]
    public void Order_is_not_confirmed_when_it_is_cancelled()
    {
        GivenReady(new OrderCancelled("why"));
        When(new ConfirmOrder());
        ThenFails<Permanent>("order-closed");
    }

    [Fact]
    public void Order_is_not_confirmed_when_money_is_missing()
    {
        Given(Some.Reserved, Some.Captured(amount: Some.Total - 1), Some.Scheduled);
        When(new ConfirmOrder());
        ThenFails<Permanent>("not-paid-in-full");
    }

    [Fact]
    public void Order_is_not_confirmed_when_money_was_given_back()
    {
        GivenReady(Some.Refunded(amount: 1));
        When(new ConfirmOrder());
        ThenFails<Permanent>("not-paid-in-full");
    }

    public static TheoryData<IOrderEvent> Undone => [new InventoryReleased(), new ShipmentCancelled("ship_1")];

    [Theory]
    [MemberData(nameof(Undone))]
    public void Order_is_not_confirmed_when_stock_or_parcel_is_undone(IOrderEvent undone)
    {
        GivenReady(undone);
        When(new ConfirmOrder());
        ThenFails<Permanent>("not-ready");
    }
}
