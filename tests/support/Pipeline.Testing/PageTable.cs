using System.Text.RegularExpressions;

namespace Pipeline.Testing;

/// <summary>The tables of a page, for tests that hold them to the code.</summary>
public static partial class PageTable
{
    /// <summary>The rows of a section whose first cell begins with code, as cells.</summary>
    /// <param name="page">The page, such as docs/azure.md.</param>
    /// <param name="heading">The section's heading, such as "## Settings".</param>
    public static IReadOnlyList<string[]> Rows(string page, string heading) =>
    [
        .. File.ReadLines(RepositoryFiles.PathOf(page))
            .SkipWhile(line => line != heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1..^1]),
    ];

    /// <summary>What a cell has between backticks.</summary>
    public static IReadOnlyList<string> Codes(string cell) => [.. Code().Matches(cell).Select(match => match.Groups["code"].Value)];

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
