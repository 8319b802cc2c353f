namespace Pipeline.Sagas;

/// <summary>The rules of a saga that takes its steps.</summary>
internal static class SagaForward
{
    public static SagaState EnterStep(SagaDefinition definition, SagaState state, DateTimeOffset now)
    {
        if (state.CancelRequested)
        {
            return SagaBackward.Compensate(definition, state, state.Reason!);
        }

        if (state.Step == definition.Steps.Length)
        {
            return SagaSignals.Complete(definition, state);
        }

        var step = definition.Steps[state.Step];
        return step.Delay is { } delay
            ? SagaTurns.WaitUntil(state with { Activity = step.Activity }, SagaMode.Delaying, now + delay)
            : ActStep(definition, state);
    }

    // The undo is registered before the step acts, so that no effect lacks one. A crash in between may run the undo of a step that never
    // ran; every undo tolerates that.
    public static SagaState ActStep(SagaDefinition definition, SagaState state)
    {
        var step = definition.Steps[state.Step];
        var registered = step.Undo is null ? state : state with { Undo = state.Undo.Add(step.Undo) };
        return SagaTurns.Act(registered, step.Activity, attempt: 1);
    }

    public static SagaState Succeeded(SagaDefinition definition, SagaState state, DateTimeOffset now)
    {
        var wait = definition.Steps[state.Step].Wait;
        if (wait is null || state.CancelRequested)
        {
            return NextStep(definition, state, now);
        }

        return SagaSignals.Early(state, wait.Success) is { } success ? Settled(definition, state, success, now)
            : SagaSignals.Early(state, wait.Failure) is { } failure ? Refused(definition, state, failure)
            : SagaTurns.WaitUntil(state, SagaMode.Awaiting, now + wait.Timeout);
    }

    public static SagaState Settled(SagaDefinition definition, SagaState state, SagaSignal signal, DateTimeOffset now) =>
        NextStep(definition, SagaSignals.Consume(state, signal), now);

    public static SagaState Refused(SagaDefinition definition, SagaState state, SagaSignal signal) =>
        SagaBackward.Compensate(definition, SagaSignals.Consume(state, signal), $"{signal.EventName} arrived.");

    private static SagaState NextStep(SagaDefinition definition, SagaState state, DateTimeOffset now) =>
        EnterStep(definition, state with { Step = state.Step + 1 }, now);
}

/// <summary>The three ways to take a turn; each makes results and deadlines of earlier turns stale.</summary>
internal static class SagaTurns
{
    public static SagaState Act(SagaState state, string activity, int attempt) => state with
    {
        Mode = SagaMode.Acting,
        Activity = activity,
        Attempt = attempt,
        Turn = state.Turn + 1,
        Deadline = null,
    };

    public static SagaState WaitUntil(SagaState state, SagaMode mode, DateTimeOffset deadline) => state with
    {
        Mode = mode,
        Turn = state.Turn + 1,
        Deadline = deadline,
    };

    public static SagaState Rest(SagaState state, SagaPhase phase) => state with
    {
        Phase = phase,
        Mode = SagaMode.Idle,
        Activity = null,
        Attempt = 0,
        Turn = state.Turn + 1,
        Deadline = null,
    };
}
