using FsCheck.Fluent;
using Pipeline.Events;
using Pipeline.Fulfilment;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

public class SagaAttentionTests : OrderSagaSpec
{
    private static readonly string[] Undos =
        [FulfilmentActivities.CancelShipment, FulfilmentActivities.RefundPayment,
         FulfilmentActivities.ReleaseInventory, FulfilmentActivities.CancelOrder];

    [Fact]
    public void Undo_is_tried_ten_times_before_a_person_must_look()
    {
        GivenTimedOut();
        for (var attempt = 1; attempt < 10; attempt++)
        {
            Run.FailTransiently();
            Assert.Equal(SagaMode.Retrying, State.Mode);
            Run.PassDeadline();
        }

        Run.FailTransiently();
        ThenActs(FulfilmentActivities.FlagOrder);
        Assert.Equal(SagaPhase.NeedsAttention, State.Phase);
    }

    [Fact]
    public void Resumed_saga_continues_with_the_same_undo_and_then_the_rest()
    {
        var spentAt = Gen.Choose(0, Undos.Length - 1).ListOf().ToArbitrary();
        Scenarios.Check(200, spentAt, spent =>
        {
            var saga = new SagaAttentionTests();
            saga.GivenConfirmingRefused();
            for (var i = 0; i < Undos.Length; i++)
            {
                foreach (var _ in spent.Where(index => index == i))
                {
                    saga.ThenActs(Undos[i]);
                    saga.Run.Fail();
                    saga.ThenSucceeds(FulfilmentActivities.FlagOrder);
                    saga.ThenRests(SagaPhase.NeedsAttention);
                    saga.Run.Feed(new Resumed());
                }

                saga.ThenSucceeds(Undos[i]);
            }

            saga.ThenRests(SagaPhase.Compensated);
        });
    }

    [Fact]
    public void Saga_needs_attention_even_when_flagging_the_order_fails()
    {
        GivenTimedOut();
        Run.Fail();
        Run.Fail();
        ThenRests(SagaPhase.NeedsAttention);
    }

    [Fact]
    public void Saga_ignores_the_result_of_flagging_when_it_was_resumed_meanwhile()
    {
        GivenTimedOut();
        Run.Fail();
        var telling = State.Turn;
        Run.Feed(new Resumed());
        ThenActs(FulfilmentActivities.RefundPayment);
        var resumed = State;
        Run.Feed(new ActivitySucceeded(telling));
        Assert.Same(resumed, State);
    }

    [Fact]
    public void Capture_that_arrives_while_its_refund_needs_attention_is_covered_when_resumed()
    {
        GivenNeedsAttention();
        Capture("late");
        ThenRests(SagaPhase.NeedsAttention);
        Run.Feed(new Resumed());
        ThenSucceeds(FulfilmentActivities.RefundPayment, FulfilmentActivities.ReleaseInventory, FulfilmentActivities.CancelOrder);
        ThenRests(SagaPhase.Compensated);
    }

    [Fact]
    public void Capture_that_arrives_while_another_undo_needs_attention_is_refunded_when_resumed()
    {
        GivenTimedOut();
        Run.Succeed();
        Run.Fail();
        Run.Succeed();
        Capture("late");
        Run.Feed(new Resumed());
        ThenSucceeds(FulfilmentActivities.RefundPayment, FulfilmentActivities.ReleaseInventory, FulfilmentActivities.CancelOrder);
        ThenRests(SagaPhase.Compensated);
    }

    [Fact]
    public void Surplus_is_refunded_and_the_saga_completes_when_it_is_resumed_after_a_failed_refund()
    {
        GivenCompleted();
        Capture("twice");
        Run.Fail();
        ThenSucceeds(FulfilmentActivities.FlagOrder);
        ThenRests(SagaPhase.NeedsAttention);
        Run.Feed(new Resumed());
        ThenSucceeds(FulfilmentActivities.RefundPayment);
        ThenRests(SagaPhase.Completed);
    }

    [Fact]
    public void Cancel_changes_nothing_when_a_person_must_look()
    {
        GivenNeedsAttention();
        Run.Feed(EventTypes.OrderCancelRequested);
        ThenRests(SagaPhase.NeedsAttention);
    }

    [Fact]
    public void Resume_changes_nothing_when_no_attention_is_needed()
    {
        GivenCompensated();
        var before = State;
        Run.Feed(new Resumed());
        Assert.Same(before, State);
    }

    private void GivenConfirmingRefused()
    {
        GivenAwaitingPayment();
        Capture("paid");
        Run.Succeed();
        Run.Fail();
    }
}
