using System.Collections.Frozen;
using Pipeline.DeadLetters;

namespace Pipeline.Http.DeadLetters;

/// <summary>The written names of <see cref="DeadLetterStatus"/>.</summary>
public static class DeadLetterStatuses
{
    private static readonly FrozenDictionary<string, DeadLetterStatus> ByName = new Dictionary<string, DeadLetterStatus>
    {
        ["open"] = DeadLetterStatus.Open,
        ["replaying"] = DeadLetterStatus.Replaying,
        ["resolved"] = DeadLetterStatus.Resolved,
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> All => ByName.Keys;

    /// <summary>The status of that name, or null.</summary>
    public static DeadLetterStatus? Parse(string name) => ByName.TryGetValue(name, out var status) ? status : null;
}
