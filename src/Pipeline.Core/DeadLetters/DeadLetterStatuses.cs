using System.Collections.Frozen;

namespace Pipeline.DeadLetters;

/// <summary>The written names of <see cref="DeadLetterStatus"/>.</summary>
public static class DeadLetterStatuses
{
    private static readonly FrozenDictionary<DeadLetterStatus, string> Names = new Dictionary<DeadLetterStatus, string>
    {
        [DeadLetterStatus.Open] = "open",
        [DeadLetterStatus.Replaying] = "replaying",
        [DeadLetterStatus.Resolved] = "resolved",
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<DeadLetterStatus>().Select(Name)];

    public static string Name(this DeadLetterStatus status) => Names[status];

    /// <summary>The status of that name, or null.</summary>
    public static DeadLetterStatus? Parse(string name) =>
        Names.Where(pair => pair.Value == name).Select(pair => (DeadLetterStatus?)pair.Key).FirstOrDefault();
}
