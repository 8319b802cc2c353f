using System.Buffers;

namespace Pipeline.Intake;

/// <summary>The rule for identifiers that others choose: SKUs, customers, users, sensors, metrics.</summary>
public static class Identifier
{
    public const int MaxLength = 100;
    public const string Rule = "must be 1 to 100 letters (A-Z, a-z), digits or . _ - : @ |, and neither . nor ..";
    public const string Shape = "ids are letters (A-Z, a-z), digits and . _ - : @ |, and neither . nor ..";

    /// <summary>Ids that the pipeline makes from others', such as a saga's, are longer.</summary>
    private const int LongestMade = 300;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:@|");

    public static bool IsValid(string? text) => text?.Length <= MaxLength && CanName(text);

    /// <summary>Whether something can have this id, or one made from it: what cannot is not looked for.</summary>
    public static bool CanName(string? text) =>
        text is { Length: > 0 and <= LongestMade } and not ("." or "..") && !text.AsSpan().ContainsAnyExcept(Allowed);
}
