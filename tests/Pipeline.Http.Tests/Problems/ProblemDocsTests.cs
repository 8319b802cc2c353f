using System.Text.RegularExpressions;
using Pipeline.Testing;

namespace Pipeline.Http.Tests.Problems;

public sealed partial class ProblemDocsTests
{
    [Fact]
    public void Docs_explain_every_problem_that_the_source_can_answer_with()
    {
        var docs = RepositoryFiles.Read("docs/problems.md");
        var codes = new[] { "src/Pipeline.Http", "src/Pipeline.Core/Intake", "src/Pipeline.Core/Webhooks", "src/Pipeline.Core/Orders" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryFiles.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value))
            .Distinct()
            .ToList();

        Assert.InRange(codes.Count, 35, 100);
        Assert.Equal([], codes.Where(code => !docs.Contains($"| `{code}` |", StringComparison.Ordinal)));
    }

    [GeneratedRegex("(new (Malformed|Stale|Unauthentic|NotFound|Conflict|Rejected|Invalid|Permanent|Transient|HttpFailure)|new|ToFailure|Code =)[(]?(StatusCodes|[45])?[^\"[]{0,120}\"(?<code>[a-z]+(-[a-z0-9]+)+|overloaded)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
