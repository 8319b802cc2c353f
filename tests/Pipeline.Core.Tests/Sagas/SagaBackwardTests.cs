using FsCheck.Fluent;
using Pipeline.Events;
using Pipeline.Fulfilment;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

public class SagaBackwardTests : OrderSagaSpec
{
    [Fact]
    public void Everything_is_undone_in_reverse_when_the_last_step_is_refused()
    {
        GivenAwaitingPayment();
        Capture("paid");
        Run.Succeed();
        ThenActs(FulfilmentActivities.ConfirmOrder);
        Run.Fail();
        ThenSucceeds(
            FulfilmentActivities.CancelShipment, FulfilmentActivities.RefundPayment,
            FulfilmentActivities.ReleaseInventory, FulfilmentActivities.CancelOrder);
        ThenRests(SagaPhase.Compensated);
        Assert.Equal("It was refused.", State.Reason);
    }

    [Fact]
    public void Payment_is_undone_when_it_does_not_settle_in_time()
    {
        GivenTimedOut();
        Assert.Contains("00:15:00", State.Reason, StringComparison.Ordinal);
        ThenSucceeds(FulfilmentActivities.RefundPayment, FulfilmentActivities.ReleaseInventory, FulfilmentActivities.CancelOrder);
        ThenRests(SagaPhase.Compensated);
    }

    [Fact]
    public void Payment_is_refunded_when_it_came_before_the_saga_asked_and_the_stock_was_short()
    {
        Capture("paid");
        Run.Fail();
        ThenSucceeds(FulfilmentActivities.RefundPayment, FulfilmentActivities.ReleaseInventory, FulfilmentActivities.CancelOrder);
        ThenRests(SagaPhase.Compensated);
    }

    [Fact]
    public void Payment_captured_while_its_refund_runs_is_refunded_again()
    {
        GivenTimedOut();
        Capture("late");
        ThenSucceeds(
            FulfilmentActivities.RefundPayment, FulfilmentActivities.RefundPayment,
            FulfilmentActivities.ReleaseInventory, FulfilmentActivities.CancelOrder);
        ThenRests(SagaPhase.Compensated);
    }

    [Fact]
    public void Payment_captured_while_its_refund_is_retried_is_refunded_again()
    {
        GivenTimedOut();
        Run.FailTransiently();
        Capture("late");
        Run.PassDeadline();
        ThenSucceeds(FulfilmentActivities.RefundPayment, FulfilmentActivities.RefundPayment, FulfilmentActivities.ReleaseInventory);
    }

    [Fact]
    public void Payments_captured_while_one_refund_runs_are_refunded_by_one_more()
    {
        GivenTimedOut();
        Capture("late");
        Capture("later");
        ThenSucceeds(
            FulfilmentActivities.RefundPayment, FulfilmentActivities.RefundPayment, FulfilmentActivities.ReleaseInventory,
            FulfilmentActivities.CancelOrder);
    }

    [Fact]
    public void Payment_captured_after_its_refund_is_refunded_next()
    {
        GivenTimedOut();
        Run.Succeed();
        Capture("late");
        ThenSucceeds(FulfilmentActivities.ReleaseInventory, FulfilmentActivities.RefundPayment, FulfilmentActivities.CancelOrder);
        ThenRests(SagaPhase.Compensated);
    }

    [Fact]
    public void Payment_captured_while_the_order_is_closed_is_refunded_and_the_order_closed_again()
    {
        GivenTimedOut();
        Run.Succeed();
        Run.Succeed();
        Capture("late");
        ThenSucceeds(FulfilmentActivities.CancelOrder, FulfilmentActivities.RefundPayment, FulfilmentActivities.CancelOrder);
        ThenRests(SagaPhase.Compensated);
    }

    [Fact]
    public void Payment_captured_while_a_later_step_is_undone_is_covered_by_the_refund_to_come()
    {
        GivenAwaitingPayment();
        Capture("paid");
        Run.Fail();
        ThenActs(FulfilmentActivities.CancelShipment);
        Capture("late");
        ThenSucceeds(
            FulfilmentActivities.CancelShipment, FulfilmentActivities.RefundPayment, FulfilmentActivities.ReleaseInventory,
            FulfilmentActivities.CancelOrder);
    }

    [Fact]
    public void Every_capture_after_compensation_is_refunded_exactly_once_however_often_it_is_delivered()
    {
        var captures = Gen.Choose(0, 3).NonEmptyListOf().ToArbitrary();
        Scenarios.Check(200, captures, told =>
        {
            var story = new LateCaptures(completed: false);
            Assert.Equal((told.Distinct().Count(), SagaPhase.Compensated), story.Refunds(told));
        });
    }

    [Fact]
    public void Every_further_capture_of_a_completed_saga_is_refunded_and_it_ends_completed_again()
    {
        var captures = Gen.Choose(0, 3).NonEmptyListOf().ToArbitrary();
        Scenarios.Check(200, captures, told =>
        {
            var story = new LateCaptures(completed: true);
            Assert.Equal((told.Distinct().Count(), SagaPhase.Completed), story.Refunds(told));
        });
    }

    [Fact]
    public void Surplus_capture_is_refunded_after_the_order_is_confirmed()
    {
        GivenAwaitingPayment();
        Capture("paid");
        Capture("twice");
        ThenSucceeds(FulfilmentActivities.ScheduleShipment, FulfilmentActivities.ConfirmOrder, FulfilmentActivities.RefundPayment);
        ThenRests(SagaPhase.Completed);
        Assert.True(State.HadCompleted);
    }

    [Fact]
    public void Failure_of_the_payment_turns_back_and_its_capture_after_that_is_refunded()
    {
        GivenAwaitingPayment();
        Run.Feed(EventTypes.PaymentFailed);
        Capture("after all");
        ThenSucceeds(FulfilmentActivities.RefundPayment, FulfilmentActivities.RefundPayment, FulfilmentActivities.ReleaseInventory);
    }

    private sealed class LateCaptures : OrderSagaSpec
    {
        public LateCaptures(bool completed)
        {
            if (completed)
            {
                GivenCompleted();
            }
            else
            {
                GivenCompensated();
            }
        }

        public (int Refunds, SagaPhase End) Refunds(IEnumerable<int> told)
        {
            var refunds = 0;
            Run.Observer = (before, input, _) => refunds +=
                input is ActivitySucceeded && before.Activity == FulfilmentActivities.RefundPayment ? 1 : 0;
            foreach (var capture in told)
            {
                Capture($"late-{capture}");
                Run.Settle();
            }

            return (refunds, State.Phase);
        }
    }
}
