using System.Text.RegularExpressions;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Settings;

/// <summary>The Azure settings that docs/azure.md lists, in their identity-based form.</summary>
internal static partial class Contract
{
    public static IReadOnlyList<string> Names() =>
    [
        "AZURE_CLIENT_ID",
        .. File.ReadLines(RepositoryFiles.PathOf("docs/azure.md")).Where(line => Row().IsMatch(line)).SelectMany(NamesOfRow),
    ];

    // The first name of a row is the identity-based setting, names in brackets belong to it, and the rest are its key-based alternatives.
    private static IEnumerable<string> NamesOfRow(string line)
    {
        var names = Name().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value).ToList();
        return names.FirstOrDefault() is { } first && first.Contains("__", StringComparison.Ordinal)
            ? names.Where(name => name.StartsWith("__", StringComparison.Ordinal))
                .Select(name => first.Split("__")[0] + name).Prepend(first)
            : [];
    }

    [GeneratedRegex(@"^\| `[A-Za-z]")]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z_]+)`")]
    private static partial Regex Name();
}
