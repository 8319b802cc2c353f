using System.Collections.Frozen;

namespace Pipeline.Sagas;

/// <summary>The written names of <see cref="SagaPhase"/>.</summary>
public static class SagaPhases
{
    private static readonly FrozenDictionary<SagaPhase, string> Names = new Dictionary<SagaPhase, string>
    {
        [SagaPhase.Running] = "running",
        [SagaPhase.Compensating] = "compensating",
        [SagaPhase.Completed] = "completed",
        [SagaPhase.Compensated] = "compensated",
        [SagaPhase.NeedsAttention] = "needs-attention",
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<SagaPhase>().Select(Name)];

    public static string Name(this SagaPhase phase) => Names[phase];

    /// <summary>The phase of that name, or null.</summary>
    public static SagaPhase? Parse(string name) =>
        Names.Where(pair => pair.Value == name).Select(pair => (SagaPhase?)pair.Key).FirstOrDefault();

    /// <summary>Whether the saga rests until something new arrives.</summary>
    public static bool IsEnded(this SagaPhase phase) => phase is SagaPhase.Completed or SagaPhase.Compensated;
}
