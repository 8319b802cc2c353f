using Pipeline.Events;
using Pipeline.Fulfilment;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

/// <summary>The order saga brought to the points where its stories begin.</summary>
public abstract class OrderSagaSpec
{
    private protected SagaRun Run { get; } = new(OrderSaga.Define(TimeSpan.FromMinutes(15)));

    protected SagaState State => Run.State;

    private protected void Capture(string eventId) => Run.Feed(EventTypes.PaymentCaptured, eventId);

    protected void GivenAwaitingPayment()
    {
        Run.Succeed();
        Run.Succeed();
        Assert.Equal(SagaMode.Awaiting, State.Mode);
    }

    protected void GivenCompleted()
    {
        GivenAwaitingPayment();
        Capture("paid");
        Run.Succeed();
        Run.Succeed();
        ThenRests(SagaPhase.Completed);
    }

    protected void GivenTimedOut()
    {
        GivenAwaitingPayment();
        Run.PassDeadline();
        ThenActs(FulfilmentActivities.RefundPayment);
    }

    protected void GivenCompensated()
    {
        GivenTimedOut();
        Run.Settle();
        ThenRests(SagaPhase.Compensated);
    }

    /// <summary>The undo of the payment fails for good, and the order is flagged.</summary>
    protected void GivenNeedsAttention()
    {
        GivenTimedOut();
        Run.Fail();
        ThenActs(FulfilmentActivities.FlagOrder);
        Run.Succeed();
        ThenRests(SagaPhase.NeedsAttention);
    }

    protected void ThenActs(string activity)
    {
        Assert.Equal(activity, State.Activity);
        Assert.Equal(SagaMode.Acting, State.Mode);
    }

    protected void ThenSucceeds(params string[] activities)
    {
        foreach (var activity in activities)
        {
            ThenActs(activity);
            Run.Succeed();
        }
    }

    protected void ThenRests(SagaPhase phase)
    {
        Assert.Equal((phase, SagaMode.Idle), (State.Phase, State.Mode));
        Assert.Equal(new SagaNext.Rest(), SagaNext.Of(State));
    }
}
