namespace Pipeline.Sagas;

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
