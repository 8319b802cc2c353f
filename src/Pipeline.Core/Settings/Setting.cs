using System.Globalization;

namespace Pipeline.Settings;

/// <summary>One setting: its name (a final <c>*</c> stands for any ending) and the values that it accepts.</summary>
public sealed record Setting(string Name, string MayBe, Func<string, bool> IsValid)
{
    /// <summary>The fewest characters of a secret.</summary>
    public const int ShortestSecret = 16;

    private const int FewestDifferent = 3;

    /// <summary>Whether its values must not be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether a configuration key is this setting.</summary>
    public bool Covers(string key) => Name.EndsWith('*')
        ? key.StartsWith(Name[..^1], StringComparison.OrdinalIgnoreCase) && key.Length >= Name.Length
        : key.Equals(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with a value, or null.</summary>
    public string? WhyNot(string key, string value) => IsValid(value) ? null
        : IsSecret ? $"{key} is not good enough; it must be {MayBe}."
        : $"{key} is '{value}'; it must be {MayBe}.";

    public static Setting Text(string name, string mayBe) => new(name, mayBe, value => !string.IsNullOrWhiteSpace(value));

    /// <summary>A secret that cannot be guessed by trying; what follows the prefix, if it has it, must be long enough.</summary>
    public static Setting Secret(string name, string what, string prefix = "") => new(
        name,
        $"{what} of at least {ShortestSecret} characters{(prefix.Length > 0 ? $" after {prefix}" : "")}, of which {FewestDifferent} differ",
        value => (value.StartsWith(prefix, StringComparison.Ordinal) ? value[prefix.Length..] : value).Trim() is var secret
            && secret.Length >= ShortestSecret
            && secret.Distinct().Count() >= FewestDifferent)
    {
        IsSecret = true,
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

    // TimeSpan reads a bare number as days, which nobody means.
    public static Setting Duration(string name, TimeSpan from, TimeSpan to) => new(
        name, $"a time from {from:c} to {to:c}, written as [days.]hours:minutes:seconds", value =>
            value.Contains(':') && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) && time >= from && time <= to);

    private static double? Parse(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>The settings that a host knows; their values are checked before options are bound.</summary>
public sealed class SettingList(IEnumerable<Setting> settings)
{
    private readonly Setting[] _settings = [.. settings];

    /// <summary>Every setting, in the order given.</summary>
    public IReadOnlyList<Setting> All => _settings;

    /// <summary>Whether a configuration key is one of the settings.</summary>
    public bool Contains(string key) => _settings.Any(setting => setting.Covers(key));

    /// <summary>What is wrong with the values, one message per wrong value, in ordinal order.</summary>
    public IReadOnlyList<string> Check(IEnumerable<KeyValuePair<string, string?>> values) =>
    [
        .. values
            .Where(pair => pair.Value is not null)
            .Select(pair => _settings.FirstOrDefault(setting => setting.Covers(pair.Key))?.WhyNot(pair.Key, pair.Value!))
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];
}
