using System.Collections.Immutable;

namespace Pipeline.Sagas;

/// <summary>The rules for events, which may arrive in any order and at any time; each is remembered once.</summary>
internal static class SagaSignals
{
    public static SagaState Arrived(SagaDefinition definition, SagaState state, EventArrived arrived, DateTimeOffset now)
    {
        if (arrived.EventName == definition.StartedBy || state.Signals.Any(known => known.EventId == arrived.EventId))
        {
            return state;
        }

        var signal = new SagaSignal(arrived.EventId, arrived.EventName);
        var remembered = state with { Signals = state.Signals.Add(signal), CausationId = arrived.EventId };
        if (arrived.EventName == definition.CancelledBy)
        {
            return Cancel(definition, remembered);
        }

        var step = IndexOfWaitFor(definition, arrived.EventName);
        return step < 0 ? remembered
            : IsAwaiting(state, step) ? Settle(definition, remembered, signal, now)
            : definition.Steps[step].Wait!.Success == arrived.EventName ? Late(definition, remembered, definition.Steps[step].Undo)
            : remembered;
    }

    /// <summary>A remembered event of that name that is not consumed yet, or null.</summary>
    public static SagaSignal? Early(SagaState state, string eventName) =>
        state.Signals.FirstOrDefault(signal => signal.EventName == eventName && !signal.Consumed);

    public static SagaState Consume(SagaState state, SagaSignal signal) =>
        state with { Signals = state.Signals.Replace(signal, signal with { Consumed = true }) };

    /// <summary>All steps are done. A success that came twice, such as a second payment, is given back.</summary>
    public static SagaState Complete(SagaDefinition definition, SagaState state)
    {
        var surplus = UndosOfUnused(definition.Steps, state);
        return surplus.IsEmpty ? SagaTurns.Rest(state, SagaPhase.Completed) : GiveBack(definition, state, surplus);
    }

    /// <summary>A success that came before its step still took effect, so its undo is registered when the saga turns back.</summary>
    public static SagaState RegisterEarly(SagaDefinition definition, SagaState state)
    {
        var early = UndosOfUnused(definition.Steps.Skip(state.Step), state);
        return early.All(state.Undo.Contains) ? state : state with { Undo = [.. state.Undo, .. early.Except(state.Undo)] };
    }

    private static SagaState Cancel(SagaDefinition definition, SagaState state)
    {
        if (state.Phase != SagaPhase.Running)
        {
            return state;
        }

        var cancelled = state with { CancelRequested = true, Reason = "Cancel requested." };
        return state.Mode == SagaMode.Acting ? cancelled : SagaBackward.Compensate(definition, cancelled, cancelled.Reason);
    }

    private static SagaState Settle(SagaDefinition definition, SagaState state, SagaSignal signal, DateTimeOffset now) =>
        definition.Steps[state.Step].Wait!.Success == signal.EventName
            ? SagaForward.Settled(definition, state, signal, now)
            : SagaForward.Refused(definition, state, signal);

    // A running saga only remembers a success: an early one is used when its step waits, a surplus one is given back at the end.
    private static SagaState Late(SagaDefinition definition, SagaState state, string? undo) => (state.Phase, undo) switch
    {
        (SagaPhase.Running, _) or (_, null) => state,
        (SagaPhase.Completed, _) => GiveBack(definition, state, [undo]),
        (SagaPhase.Compensated, _) => SagaBackward.Compensate(definition, state with { Undo = [undo] }, $"{undo} again."),
        _ => UndoAgain(state, undo),
    };

    private static SagaState GiveBack(SagaDefinition definition, SagaState state, ImmutableArray<string> undos) =>
        SagaBackward.Compensate(definition, state with { HadCompleted = true, Undo = undos }, $"{undos[^1]} of a surplus.");

    // The running undo may have looked before this event arrived, so only an undo that has not started yet covers it.
    private static SagaState UndoAgain(SagaState state, string undo)
    {
        var running = state.Undo.Length > 0 && state.Activity == state.Undo[^1];
        var waiting = running ? state.Undo[..^1] : state.Undo;
        return waiting.Contains(undo) ? state
            : state with { Undo = running ? state.Undo.Insert(state.Undo.Length - 1, undo) : state.Undo.Add(undo) };
    }

    private static ImmutableArray<string> UndosOfUnused(IEnumerable<SagaStep> steps, SagaState state) =>
    [
        .. steps.Where(step => step is { Wait: { } wait, Undo: not null } && Early(state, wait.Success) is not null)
            .Select(step => step.Undo!)
            .Distinct(),
    ];

    private static bool IsAwaiting(SagaState state, int step) =>
        state is { Phase: SagaPhase.Running, Mode: SagaMode.Awaiting } && state.Step == step;

    private static int IndexOfWaitFor(SagaDefinition definition, string eventName)
    {
        for (var i = 0; i < definition.Steps.Length; i++)
        {
            if (definition.Steps[i].Wait is { } wait && (wait.Success == eventName || wait.Failure == eventName))
            {
                return i;
            }
        }

        return -1;
    }
}
