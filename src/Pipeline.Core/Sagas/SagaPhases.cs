namespace Pipeline.Sagas;

/// <summary>The written names of <see cref="SagaPhase"/>, and which phases are an end.</summary>
public static class SagaPhases
{
    public static IReadOnlyList<string> All => WrittenNames<SagaPhase>.All;

    public static string Name(this SagaPhase phase) => WrittenNames<SagaPhase>.Of(phase);

    /// <summary>The phase of that name, or null.</summary>
    public static SagaPhase? Parse(string name) => WrittenNames<SagaPhase>.Parse(name);

    /// <summary>Whether the saga rests until something new arrives.</summary>
    public static bool IsEnded(this SagaPhase phase) => phase is SagaPhase.Completed or SagaPhase.Compensated;
}
