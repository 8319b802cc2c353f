using System.Buffers;

namespace Pipeline.Intake;

/// <summary>The rule for identifiers that others choose: SKUs, customers, users, sensors, metrics.</summary>
public static class Identifier
{
    public const int MaxLength = 100;
    public const string Rule = "must be 1 to 100 letters (A-Z, a-z), digits or . _ - : @ |";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:@|");

    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Allowed);
}
