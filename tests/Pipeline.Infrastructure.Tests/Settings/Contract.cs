using System.Text.RegularExpressions;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Settings;

/// <summary>The settings that docs/azure.md says come with Azure, as they are where identities are used.</summary>
internal static partial class Contract
{
    public static IReadOnlyList<string> Names() =>
    [
        "AZURE_CLIENT_ID",
        .. File.ReadLines(RepositoryFiles.PathOf("docs/azure.md")).Where(line => Row().IsMatch(line)).SelectMany(NamesOfRow),
    ];

    // The first name of a row is the setting by identity; those in brackets belong to it; a key or a connection string is the other way.
    private static IEnumerable<string> NamesOfRow(string line)
    {
        var names = Name().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value).ToList();
        return names.FirstOrDefault() is { } first && first.Contains("__", StringComparison.Ordinal)
            ? names.Where(name => name.StartsWith("__", StringComparison.Ordinal)).Select(name => first.Split("__")[0] + name).Prepend(first)
            : [];
    }

    [GeneratedRegex(@"^\| `[A-Za-z]")]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z_]+)`")]
    private static partial Regex Name();
}
