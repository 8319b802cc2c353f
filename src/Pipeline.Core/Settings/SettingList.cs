namespace Pipeline.Settings;

/// <summary>The settings that a host knows, checked before anything is bound to them.</summary>
public sealed class SettingList(IEnumerable<Setting> settings)
{
    private readonly Setting[] _settings = [.. settings];

    /// <summary>Every setting, in the order given.</summary>
    public IReadOnlyList<Setting> All => _settings;

    /// <summary>Whether there is such a setting.</summary>
    public bool Contains(string key) => _settings.Any(setting => setting.Covers(key));

    /// <summary>What is wrong with the values, one message per setting, by key.</summary>
    public IReadOnlyList<string> Check(IEnumerable<KeyValuePair<string, string?>> values) =>
    [
        .. values
            .Where(pair => pair.Value is not null)
            .Select(pair => _settings.FirstOrDefault(setting => setting.Covers(pair.Key))?.WhyNot(pair.Key, pair.Value!))
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];
}
