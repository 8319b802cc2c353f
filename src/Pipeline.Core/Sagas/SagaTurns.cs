namespace Pipeline.Sagas;

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
