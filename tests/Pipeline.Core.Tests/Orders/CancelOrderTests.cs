using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public class CancelOrderTests : OrderSpec
{
    [Fact]
    public void Cancel_is_requested_when_the_order_is_open()
    {
        GivenReady();
        When(new RequestCancel("changed my mind"));
        Then(new OrderCancelRequested("changed my mind"));
    }

    [Fact]
    public void Cancel_is_requested_once()
    {
        Given(new OrderCancelRequested("first"));
        When(new RequestCancel("second"));
        ThenNothing();
    }

    [Fact]
    public void Cancel_request_changes_nothing_when_the_order_is_cancelled()
    {
        Given(new OrderCancelled("No payment."));
        When(new RequestCancel("why"));
        ThenNothing();
    }

    [Fact]
    public void Cancel_request_is_rejected_when_the_order_is_confirmed()
    {
        GivenReady(new OrderConfirmed());
        When(new RequestCancel("too late"));
        ThenFails<Rejected>("order-confirmed");
    }

    [Fact]
    public void Cancel_request_is_rejected_when_a_confirmed_order_needs_attention()
    {
        GivenReady(new OrderConfirmed(), Some.Captured("pi_2"), new OrderAttentionNeeded("refund-payment", "down"));
        When(new RequestCancel("too late"));
        ThenFails<Rejected>("order-confirmed");
    }

    [Fact]
    public void Order_is_cancelled_when_everything_is_undone()
    {
        Given(Some.Reserved);
        When(new CancelOrder("No payment."));
        Then(new OrderCancelled("No payment."));
    }

    [Fact]
    public void Order_is_cancelled_when_a_person_has_resolved_what_needed_attention()
    {
        Given(new OrderAttentionNeeded("refund-payment", "down"));
        When(new CancelOrder("No payment."));
        Then(new OrderCancelled("No payment."));
    }

    [Fact]
    public void Order_is_cancelled_once()
    {
        Given(new OrderCancelled("first"));
        When(new CancelOrder("second"));
        ThenNothing();
    }

    [Fact]
    public void Confirmed_order_is_never_cancelled()
    {
        GivenReady(new OrderConfirmed());
        When(new CancelOrder("why"));
        ThenFails<Permanent>("order-confirmed");
    }

    [Fact]
    public void Confirmed_order_is_never_cancelled_when_it_needs_attention()
    {
        GivenReady(new OrderConfirmed(), Some.Captured("pi_2"), new OrderAttentionNeeded("refund-payment", "down"));
        When(new CancelOrder("why"));
        ThenFails<Permanent>("order-confirmed");
    }

    [Fact]
    public void Order_is_flagged_once_while_it_needs_attention()
    {
        Given();
        When(new FlagOrder("refund-payment", "down"));
        Then(new OrderAttentionNeeded("refund-payment", "down"));

        Given(new OrderAttentionNeeded("refund-payment", "down"));
        When(new FlagOrder("refund-payment", "down"));
        ThenNothing();
    }

    [Fact]
    public void Confirmed_order_is_flagged_once_while_it_needs_attention()
    {
        GivenReady(new OrderConfirmed(), Some.Captured("pi_2"), new OrderAttentionNeeded("refund-payment", "down"));
        When(new FlagOrder("refund-payment", "down"));
        ThenNothing();
    }

    [Fact]
    public void Confirmed_order_is_flagged_again_when_money_is_owed_again()
    {
        GivenReady(
            new OrderConfirmed(), Some.Captured("pi_2"), new OrderAttentionNeeded("refund-payment", "down"), Some.Refunded("pi_2"),
            Some.Captured("pi_3"));
        When(new FlagOrder("refund-payment", "down"));
        Then(new OrderAttentionNeeded("refund-payment", "down"));
    }

    [Fact]
    public void Closed_order_is_not_flagged_when_it_was_settled_meanwhile()
    {
        Given(Some.Captured(), Some.Refunded(), new OrderCancelled("why"));
        When(new FlagOrder("refund-payment", "down"));
        ThenNothing();

        GivenReady(new OrderConfirmed());
        When(new FlagOrder("refund-payment", "down"));
        ThenNothing();
    }
}
