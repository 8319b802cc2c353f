using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Sagas;

public class SagaForwardTests : OrderSagaSpec
{
    [Fact]
    public void Saga_goes_through_its_steps_when_all_goes_well()
    {
        ThenSucceeds(FulfilmentActivities.ReserveInventory, FulfilmentActivities.CollectPayment);
        Assert.Equal(new SagaNext.Wait(Some.Now.AddMinutes(15), State.Turn), SagaNext.Of(State));
        Capture("paid");
        ThenSucceeds(FulfilmentActivities.ScheduleShipment, FulfilmentActivities.ConfirmOrder);
        ThenRests(SagaPhase.Completed);
    }

    [Fact]
    public void Saga_never_waits_when_its_payment_settled_early()
    {
        Capture("paid");
        ThenSucceeds(
            FulfilmentActivities.ReserveInventory, FulfilmentActivities.CollectPayment,
            FulfilmentActivities.ScheduleShipment, FulfilmentActivities.ConfirmOrder);
        ThenRests(SagaPhase.Completed);
    }

    [Fact]
    public void Saga_turns_back_when_its_payment_failed_early()
    {
        Run.Succeed();
        Run.Feed(EventTypes.PaymentFailed);
        ThenSucceeds(FulfilmentActivities.CollectPayment);
        ThenActs(FulfilmentActivities.RefundPayment);
    }

    [Fact]
    public void Success_wins_when_success_and_failure_are_both_known()
    {
        Run.Feed(EventTypes.PaymentFailed);
        Capture("paid");
        ThenSucceeds(FulfilmentActivities.ReserveInventory, FulfilmentActivities.CollectPayment);
        ThenActs(FulfilmentActivities.ScheduleShipment);
    }

    [Fact]
    public void Undo_is_registered_before_its_step_acts()
    {
        Assert.Equal([FulfilmentActivities.ReleaseInventory], State.Undo.ToArray());
        Run.Succeed();
        Assert.Equal([FulfilmentActivities.ReleaseInventory, FulfilmentActivities.RefundPayment], State.Undo.ToArray());
    }

    [Fact]
    public void Step_is_tried_four_times_with_growing_pauses_and_its_undo_is_registered_once()
    {
        foreach (var seconds in new[] { 1, 2, 4 })
        {
            Run.FailTransiently();
            Assert.Equal(Run.Now.AddSeconds(seconds), Assert.IsType<SagaNext.Wait>(SagaNext.Of(State)).Deadline);
            Run.PassDeadline();
            ThenActs(FulfilmentActivities.ReserveInventory);
        }

        Assert.Equal([FulfilmentActivities.ReleaseInventory], State.Undo.ToArray());
        Run.FailTransiently();
        ThenActs(FulfilmentActivities.ReleaseInventory);
        Assert.Equal("down: It is down.", State.LastError);
    }

    [Fact]
    public void Pause_is_as_long_as_the_failure_asks_when_that_is_longer()
    {
        Run.Feed(new ActivityFailed(State.Turn, new Transient("busy", "Later.", TimeSpan.FromMinutes(1))));
        Assert.Equal(Some.Now.AddMinutes(1), State.Deadline);

        Run.PassDeadline();
        Run.Feed(new ActivityFailed(State.Turn, new Transient("busy", "Later.", TimeSpan.FromMilliseconds(1))));
        Assert.Equal(Run.Now.AddSeconds(2), State.Deadline);
    }

    [Fact]
    public void Confirming_is_tried_until_it_is_done_because_there_is_no_way_back()
    {
        GivenAwaitingPayment();
        Capture("paid");
        Run.Succeed();
        for (var attempt = 1; attempt <= 100; attempt++)
        {
            ThenActs(FulfilmentActivities.ConfirmOrder);
            Run.FailTransiently();
            Run.PassDeadline();
        }

        ThenSucceeds(FulfilmentActivities.ConfirmOrder);
        ThenRests(SagaPhase.Completed);
    }

    [Fact]
    public void Completed_saga_keeps_the_reason_and_story_that_it_began_with()
    {
        GivenCompleted();
        Assert.Equal(("story", "paid"), (State.CorrelationId, State.CausationId));
        Assert.Null(State.Reason);
    }

    [Fact]
    public void Saga_without_steps_is_completed_at_once()
    {
        var nothing = new SagaDefinition("Nothing", 1, "started", []);

        Assert.Equal(SagaPhase.Completed, new SagaRun(nothing).State.Phase);
    }

    [Fact]
    public void Cancel_waits_for_the_activity_that_runs_and_then_turns_back()
    {
        Run.Feed(EventTypes.OrderCancelRequested);
        ThenSucceeds(FulfilmentActivities.ReserveInventory, FulfilmentActivities.ReleaseInventory, FulfilmentActivities.CancelOrder);
        ThenRests(SagaPhase.Compensated);
        Assert.Equal("Cancel requested.", State.Reason);
    }

    [Fact]
    public void Cancel_ends_the_retries_of_the_activity_that_runs()
    {
        Run.Feed(EventTypes.OrderCancelRequested);
        Run.FailTransiently();
        ThenActs(FulfilmentActivities.ReleaseInventory);
    }

    [Fact]
    public void Cancel_turns_back_at_once_when_the_saga_waits_or_retries()
    {
        GivenAwaitingPayment();
        Run.Feed(EventTypes.OrderCancelRequested);
        ThenActs(FulfilmentActivities.RefundPayment);

        var retrying = new SagaRun(Run.Definition);
        retrying.FailTransiently();
        retrying.Feed(EventTypes.OrderCancelRequested);
        Assert.Equal(FulfilmentActivities.ReleaseInventory, retrying.State.Activity);
    }

    [Fact]
    public void Cancel_changes_nothing_when_the_saga_has_ended()
    {
        GivenCompleted();
        Run.Feed(EventTypes.OrderCancelRequested);
        ThenRests(SagaPhase.Completed);
    }
}
