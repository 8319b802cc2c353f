namespace Pipeline.DeadLetters;

/// <summary>The written names of <see cref="DeadLetterStatus"/>.</summary>
public static class DeadLetterStatuses
{
    public static IReadOnlyList<string> All => WrittenNames<DeadLetterStatus>.All;

    public static string Name(this DeadLetterStatus status) => WrittenNames<DeadLetterStatus>.Of(status);

    /// <summary>The status of that name, or null.</summary>
    public static DeadLetterStatus? Parse(string name) => WrittenNames<DeadLetterStatus>.Parse(name);
}
