using System.Text.RegularExpressions;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Code;

/// <summary>
/// Compares docs/problems.md with the source: every code that can occur is explained, and no other.
/// </summary>
public sealed partial class ProblemDocsTests
{
    private static readonly Lazy<FailureCodes> Source = new();

    [Fact]
    public void Source_creates_failures_and_problems() => Assert.InRange(Source.Value.Constructions, 80, 400);

    [Fact]
    public void Page_explains_every_code_of_the_source() => Assert.Equal([], Source.Value.All.Except(Explained()));

    [Fact]
    public void Source_creates_every_code_of_the_page() => Assert.Equal([], Explained().Except(Source.Value.All));

    [Fact]
    public void Page_explains_each_code_once() => Assert.Equal(Explained().Distinct(), Explained());

    // The first column of a table: `code`, or several.
    private static IReadOnlyList<string> Explained() =>
    [
        .. File.ReadLines(RepositoryFiles.PathOf("docs/problems.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Code().Matches(line.Split('|')[1]))
            .Select(match => match.Groups["code"].Value),
    ];

    [GeneratedRegex("`(?<code>[a-z0-9-]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
