using System.Text.RegularExpressions;

namespace Pipeline.Settings;

/// <summary>The settings that a host knows; names and values are checked before options are bound.</summary>
/// <param name="settings">The settings.</param>
/// <param name="foreign">Names in the same sections that others read, such as the extensions of the Functions host.</param>
public sealed partial class SettingList(IEnumerable<Setting> settings, IEnumerable<string>? foreign = null)
{
    private readonly Setting[] _settings = [.. settings];
    private readonly HashSet<string> _foreign = new(foreign ?? [], StringComparer.OrdinalIgnoreCase);

    /// <summary>Every setting, in the order given.</summary>
    public IReadOnlyList<Setting> All => _settings;

    /// <summary>Whether a configuration key is one of the settings.</summary>
    public bool Contains(string key) => _foreign.Contains(key) || _settings.Any(setting => setting.Covers(key));

    /// <summary>Whether the key's first part is one of the settings' sections.</summary>
    public bool IsOurs(string key) => Sections.Contains(First(key), StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with names and values, one message for each, in ordinal order.</summary>
    /// <param name="values">All of a configuration, sections included.</param>
    public IReadOnlyList<string> Check(IEnumerable<KeyValuePair<string, string?>> values)
    {
        var given = Leaves(values);
        return
        [
            .. given.Select(pair => WhyNot(pair.Key, pair.Value))
                .Concat(given.Select(pair => pair.Key).Where(IsOursOrMeantToBe).Select(key => WhyUnknown(key, given[key])))
                .Concat(Gaps(given.Keys))
                .OfType<string>()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Names that the environment has twice in different spelling, of which one would win by chance. Where case matters, it can.
    /// </summary>
    /// <param name="names">The names as the environment has them.</param>
    public IEnumerable<string> Doubles(IEnumerable<string> names) => names
        .GroupBy(name => name.Replace("__", ":", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)
        .Where(group => Contains(group.Key) && group.Count() > 1)
        .Select(group => $"{string.Join(" and ", group.Order(StringComparer.Ordinal))} are the same setting; remove all but one.");

    /// <summary>Why there is no such setting, or null when there is.</summary>
    /// <param name="key">A configuration key.</param>
    /// <param name="value">Its value. An empty one is right for a section or a list without entries.</param>
    public string? WhyUnknown(string key, string? value = "")
    {
        if (Contains(key))
        {
            return null;
        }

        var entries = _settings.FirstOrDefault(setting => setting.List is { } list && IsIn(list, key));
        if (entries is { List: { } list } && !IsEntry(list, key))
        {
            return string.IsNullOrEmpty(value) && key.Length == list.Length ? null
                : $"{key} is no setting: {list} is a list, so write {entries.NameLike(list)} for its first entry, and :1 for the next.";
        }

        if (Meant(key) is { } meant)
        {
            var inEnvironment = meant.Replace(":", "__", StringComparison.Ordinal);
            return $"There is no setting {key}. Did you mean {meant} (in the environment {inEnvironment})?";
        }

        var inside = _settings.Where(setting => setting.Name.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)).ToList();
        return inside.Count == 0 ? $"There is no setting {key}. Did you mean {Nearest(key)}?"
            : string.IsNullOrEmpty(value) ? null
            : $"{key} is a section, and its settings have values, not itself: {string.Join(", ", inside.Select(setting => setting.Name))}.";
    }

    private IEnumerable<string> Sections =>
        _settings.Select(setting => setting.Name).Where(name => name.Contains(':')).Select(First).Distinct();

    // A name in capitals without a section, such as EMAIL or EMAIL_FROM, is a custom of shells, and may be another program's.
    private bool IsOursOrMeantToBe(string key) =>
        key.Contains(':')
            ? IsOurs(key) || IsInsideOne(key) || Sections.Any(section =>
                NearestName.IsSlip(First(key), section) && Contains(section + key[First(key).Length..]))
            : (IsOurs(key) || Meant(key) is not null) && key.Any(char.IsLower);

    // A value without a section has nothing inside it, such as the entries of a list.
    private bool IsInsideOne(string key) => _settings.Any(setting => setting.Name.Equals(First(key), StringComparison.OrdinalIgnoreCase));

    // Other separators between the right parts.
    private string? Meant(string key) =>
        OtherSeparators().Replace(key, ":") is var name && name != key && !key.Contains(':') && Contains(name) ? name : null;

    private string? WhyNot(string key, string? value) =>
        _settings.FirstOrDefault(setting => setting.Covers(key))?.WhyNot(key, value ?? "");

    // A name that stands for many is compared as far as it goes, and takes the rest from the key.
    private string Nearest(string key) => _settings
        .Select(setting => setting.Name.EndsWith('*') && key.Split(':') is var parts && setting.Name.Split(':').Length is var length
            && parts.Length >= length
                ? setting.Name[..^1] + string.Join(':', parts[(length - 1)..])
                : setting.NameLike(key))
        .MinBy(name => NearestName.Distance(key.Contains(':') ? name : name[(name.LastIndexOf(':') + 1)..], key))!;

    private IEnumerable<string> Gaps(IEnumerable<string> keys)
    {
        var given = keys.ToList();
        foreach (var list in _settings.Select(setting => setting.List).OfType<string>().Distinct())
        {
            var indices = given.Where(key => Contains(key) && IsIn(list, key) && key.Length > list.Length)
                .Select(key => key[(list.Length + 1)..].Split(':')[0])
                .Distinct()
                .ToHashSet();
            var wanted = Enumerable.Range(0, indices.Count).Select(index => $"{index}");
            if (wanted.FirstOrDefault(index => !indices.Contains(index)) is { } missing)
            {
                yield return $"{list}:{missing} is not set although {list} has {indices.Count} entries: number them from 0 without a gap.";
            }
        }
    }

    // Sections appear with no value; one without anything inside is a value of null.
    private static Dictionary<string, string?> Leaves(IEnumerable<KeyValuePair<string, string?>> values)
    {
        var all = values.GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.OrdinalIgnoreCase);
        var sections = all.Keys.SelectMany(Ancestors).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return all.Where(pair => pair.Value is not null || !sections.Contains(pair.Key))
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Ancestors(string key) =>
        Enumerable.Range(0, key.Length).Where(at => key[at] == ':').Select(at => key[..at]);

    private static bool IsIn(string list, string key) =>
        key.StartsWith(list, StringComparison.OrdinalIgnoreCase) && (key.Length == list.Length || key[list.Length] == ':');

    private static bool IsEntry(string list, string key) =>
        key.Length > list.Length + 1 && key[(list.Length + 1)..].Split(':')[0].All(char.IsAsciiDigit);

    private static string First(string key) => key.Split(':')[0];

    [GeneratedRegex("_+|[.-]")]
    private static partial Regex OtherSeparators();
}
