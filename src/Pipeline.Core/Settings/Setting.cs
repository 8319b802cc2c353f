using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Settings;

/// <summary>
/// One setting and the values that it accepts. In its name a final <c>*</c> stands for any ending, and a part <c>#</c> for an index of a
/// list, from 0.
/// </summary>
public sealed partial record Setting(string Name, string MayBe, Func<string, bool> IsValid)
{
    /// <summary>The fewest characters of a secret.</summary>
    public const int ShortestSecret = 16;

    private const int FewestDifferent = 3;
    private const string Index = "#";

    private readonly string[] _parts = Name.Split(':');

    /// <summary>Whether its values must not be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What a wrong value probably means, written right; null when nobody can tell.</summary>
    public Func<string, string?> Meant { get; init; } = _ => null;

    /// <summary>The name of the list that it is an entry of, or null.</summary>
    public string? List => _parts.Contains(Index) ? string.Join(':', _parts.TakeWhile(part => part != Index)) : null;

    /// <summary>Whether a configuration key is this setting.</summary>
    public bool Covers(string key)
    {
        var given = key.Split(':');
        return _parts[^1] == "*"
            ? given.Length >= _parts.Length && key.Length >= Name.Length && AreSame(_parts[..^1], given[..(_parts.Length - 1)])
            : AreSame(_parts, given);
    }

    /// <summary>The setting's name for the key's index, if the key has one in that place.</summary>
    public string NameLike(string key) => string.Join(':', key.Split(':') is var given
        ? _parts.Select((part, at) => part != Index ? part : at < given.Length && IndexNumber().IsMatch(given[at]) ? given[at] : "0")
        : []);

    /// <summary>What is wrong with a value, or null.</summary>
    public string? WhyNot(string key, string value) =>
        StrayCharacters.WhyNot(value) is { } stray ? $"{key} {stray}."
        : IsValid(value) ? null
        : IsSecret ? $"{key} is not good enough; it must be {MayBe}."
        : $"{key} is '{value}'; it must be {MayBe}.{(Meant(value) is { } meant ? $" Did you mean {meant}?" : "")}"
            + (value.Length == 0 ? " Leave it out for the default." : "");

    public static Setting Text(string name, string mayBe) => new(name, mayBe, value => !string.IsNullOrWhiteSpace(value));

    /// <summary>An entry of a list of secrets: separators are of several in one value.</summary>
    public static Setting SecretInList(string name, string what, string prefix = "")
    {
        var one = Secret(name, what, prefix);
        return one with
        {
            MayBe = $"{one.MayBe}; one secret for each index",
            IsValid = value => one.IsValid(value) && value.IndexOfAny([',', ';']) < 0,
        };
    }

    /// <summary>A secret that cannot be guessed by trying; what follows the prefix, if it has it, must be long enough.</summary>
    public static Setting Secret(string name, string what, string prefix = "") => new(
        name,
        $"{what} of at least {ShortestSecret} characters{(prefix.Length > 0 ? $" after {prefix}" : "")}, of which {FewestDifferent} differ",
        value => (value.StartsWith(prefix, StringComparison.Ordinal) ? value[prefix.Length..] : value) is var secret
            && secret.Length >= ShortestSecret
            && secret.Distinct().Count() >= FewestDifferent)
    {
        IsSecret = true,
    };

    /// <summary>A secret that callers send in a header, for which many clients take nothing but ASCII.</summary>
    public static Setting SentAsHeader(Setting secret) => secret with
    {
        MayBe = $"{secret.MayBe}, all of them ASCII, as it is sent in a header",
        IsValid = value => secret.IsValid(value) && value.All(character => character is >= ' ' and <= '~'),
    };

    public static Setting Switch(string name) => new(name, "true or false", value => bool.TryParse(value, out _));

    public static Setting Number(string name) => new(
        name, "a number, such as 80 or 36.6", value => Parse(value) is { } number && double.IsFinite(number));

    public static Setting Rate(string name) => new(
        name, "a share from 0 to 1, such as 0.05", value => Parse(value) is >= 0 and <= 1);

    public static Setting Whole(string name, long from, long to) => new(
        name, $"a whole number from {from} to {to}", value =>
            long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= from
            && number <= to);

    public static Setting Duration(string name, TimeSpan from, TimeSpan to) => new(
        name,
        $"a time from {from:c} to {to:c}, written as [days.]hours:minutes:seconds, each with two digits",
        value => WrittenDuration.Read(value) is { } time && time >= from && time <= to)
    {
        Meant = value => WrittenDuration.Guess(value) is { } meant && meant.ToString("c") != value ? meant.ToString("c") : null,
    };

    private static bool AreSame(string[] parts, string[] given) =>
        parts.Length == given.Length && parts.Zip(given).All(pair => pair.First == Index
            ? IndexNumber().IsMatch(pair.Second)
            : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));

    private static double? Parse(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\A(0|[1-9][0-9]{0,3})\z")]
    private static partial Regex IndexNumber();
}
