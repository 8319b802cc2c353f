using Pipeline.Failures;

namespace Pipeline.Sagas;

/// <summary>
/// The rules of every saga: the state after an input. A stale, repeated or irrelevant input returns the same state.
/// </summary>
public static class SagaDecider
{
    /// <summary>The state of a new instance.</summary>
    public static SagaState Start(SagaDefinition definition, SagaStart start, DateTimeOffset now)
    {
        var state = new SagaState
        {
            SagaId = start.SagaId,
            Definition = definition.Name,
            DefinitionVersion = definition.Version,
            Input = start.Input,
            CorrelationId = start.Trace.CorrelationId,
            CausationId = start.Trace.CausationId,
            TraceParent = start.Trace.TraceParent,
            StartedAt = now,
            UpdatedAt = now,
        };
        return SagaForward.EnterStep(definition, state, now);
    }

    /// <summary>The state after an input.</summary>
    public static SagaState Decide(SagaDefinition definition, SagaState state, SagaInput input, DateTimeOffset now)
    {
        var next = input switch
        {
            ActivitySucceeded done => IsCurrent(state, done.Turn, SagaMode.Acting) ? Succeeded(definition, state, now) : state,
            ActivityFailed failed =>
                IsCurrent(state, failed.Turn, SagaMode.Acting) ? Failed(definition, state, failed.Failure, now) : state,
            DeadlinePassed passed => state.Turn == passed.Turn && state.Deadline is not null ? Passed(definition, state) : state,
            EventArrived arrived => SagaSignals.Arrived(definition, state, arrived, now),
            Resumed => state.Phase == SagaPhase.NeedsAttention ? SagaBackward.Resume(definition, state) : state,
            _ => throw new ArgumentOutOfRangeException(nameof(input), input, "No rule decides this input."),
        };
        return ReferenceEquals(next, state) ? state : next with { UpdatedAt = now };
    }

    private static bool IsCurrent(SagaState state, long turn, SagaMode mode) => state.Turn == turn && state.Mode == mode;

    private static SagaState Succeeded(SagaDefinition definition, SagaState state, DateTimeOffset now) => state.Phase switch
    {
        SagaPhase.Running => SagaForward.Succeeded(definition, state, now),
        SagaPhase.NeedsAttention => SagaTurns.Rest(state, SagaPhase.NeedsAttention),
        _ => SagaBackward.Succeeded(definition, state),
    };

    private static SagaState Failed(SagaDefinition definition, SagaState state, Failure failure, DateTimeOffset now)
    {
        var failed = state with { LastError = $"{failure.Code}: {failure.Detail}" };
        if (state.Phase == SagaPhase.Running && state.CancelRequested)
        {
            return SagaBackward.Compensate(definition, failed, state.Reason!);
        }

        var policy = state.Phase == SagaPhase.Running ? definition.Steps[state.Step].Retry : definition.UndoRetry;
        if (failure is Transient && policy.PauseAfter(failure, state.Attempt) is { } pause)
        {
            return SagaTurns.WaitUntil(failed, SagaMode.Retrying, now + pause);
        }

        return state.Phase switch
        {
            SagaPhase.Running => SagaBackward.Compensate(definition, failed, failure.Detail),
            // The notice failed, but lists still show the saga's state.
            SagaPhase.NeedsAttention => SagaTurns.Rest(failed, SagaPhase.NeedsAttention),
            _ => SagaBackward.GiveUp(definition, failed),
        };
    }

    private static SagaState Passed(SagaDefinition definition, SagaState state) => state.Mode switch
    {
        SagaMode.Retrying => SagaTurns.Act(state, state.Activity!, state.Attempt + 1),
        SagaMode.Delaying => SagaForward.ActStep(definition, state),
        SagaMode.Awaiting => SagaBackward.Compensate(
            definition, state, $"No {definition.Steps[state.Step].Wait!.Success} within {definition.Steps[state.Step].Wait!.Timeout}."),
        _ => state,
    };
}

/// <summary>What the interpreter does next.</summary>
public abstract record SagaNext
{
    /// <summary>Runs an activity and feeds its result back with the turn.</summary>
    public sealed record Act(string Activity, int Attempt, long Turn) : SagaNext;

    /// <summary>Waits for inputs, and at the deadline feeds <see cref="DeadlinePassed"/> with the turn.</summary>
    public sealed record Wait(DateTimeOffset Deadline, long Turn) : SagaNext;

    /// <summary>Nothing to do until an input arrives.</summary>
    public sealed record Rest : SagaNext;

    /// <summary>What a state calls for, the same before and after a restart.</summary>
    public static SagaNext Of(SagaState state) => state switch
    {
        { Mode: SagaMode.Acting, Activity: { } activity } => new Act(activity, state.Attempt, state.Turn),
        { Mode: SagaMode.Idle } => new Rest(),
        { Deadline: { } deadline } => new Wait(deadline, state.Turn),
        _ => throw new InvalidOperationException($"Saga {state.SagaId} is {state.Mode} without an activity or deadline."),
    };
}

/// <summary>What can happen to a saga.</summary>
public abstract record SagaInput;

/// <summary>The activity of that turn is done.</summary>
public sealed record ActivitySucceeded(long Turn) : SagaInput;

/// <summary>The activity of that turn failed; only a <see cref="Transient"/> failure is retried.</summary>
public sealed record ActivityFailed(long Turn, Failure Failure) : SagaInput;

/// <summary>The deadline of that turn has passed.</summary>
public sealed record DeadlinePassed(long Turn) : SagaInput;

/// <summary>An event of the saga's subject arrived; <paramref name="EventName"/> is its short name.</summary>
public sealed record EventArrived(string EventId, string EventName) : SagaInput;

/// <summary>An operator has removed the obstacle: try the undo again.</summary>
public sealed record Resumed : SagaInput;
