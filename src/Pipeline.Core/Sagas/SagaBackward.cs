namespace Pipeline.Sagas;

/// <summary>The rules of a saga that undoes its steps, last first.</summary>
internal static class SagaBackward
{
    public static SagaState Compensate(SagaDefinition definition, SagaState state, string reason)
    {
        var registered = state.Phase == SagaPhase.Running ? SagaSignals.RegisterEarly(definition, state) : state;
        return UndoNext(definition, registered with { Phase = SagaPhase.Compensating, Reason = state.Reason ?? reason });
    }

    public static SagaState Succeeded(SagaDefinition definition, SagaState state)
    {
        var closed = IsClosing(definition, state);
        return UndoNext(definition, closed ? state : state with { Undo = state.Undo[..^1] }, closed);
    }

    /// <summary>The undo's attempts are spent: stop, give notice and wait for an operator.</summary>
    public static SagaState GiveUp(SagaDefinition definition, SagaState state) => definition.OnAttention is { } notice
        ? SagaTurns.Act(state with { Phase = SagaPhase.NeedsAttention }, notice, attempt: 1)
        : SagaTurns.Rest(state, SagaPhase.NeedsAttention);

    public static SagaState Resume(SagaDefinition definition, SagaState state) =>
        UndoNext(definition, state with { Phase = SagaPhase.Compensating });

    private static bool IsClosing(SagaDefinition definition, SagaState state) =>
        state.Activity == definition.AfterCompensation && definition.AfterCompensation is not null;

    private static SagaState UndoNext(SagaDefinition definition, SagaState state, bool closed = false)
    {
        if (!state.Undo.IsEmpty)
        {
            return SagaTurns.Act(state, state.Undo[^1], attempt: 1);
        }

        return state.HadCompleted ? SagaTurns.Rest(state, SagaPhase.Completed)
            : closed || definition.AfterCompensation is null ? SagaTurns.Rest(state, SagaPhase.Compensated)
            : SagaTurns.Act(state, definition.AfterCompensation, attempt: 1);
    }
}
