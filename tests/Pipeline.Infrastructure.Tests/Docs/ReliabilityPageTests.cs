using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Docs;

/// <summary>What docs/reliability.md says can be run: each filter finds tests, each variable is read, and every fault has a row.</summary>
public sealed partial class ReliabilityPageTests
{
    private const string Page = "docs/reliability.md";
    private const int Faults = 15;

    public static TheoryData<string> Commands => [.. Command().Matches(RepositoryFiles.Read(Page)).Select(match => match.Value).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_runs_tests_that_exist(string command)
    {
        var parts = Command().Match(command).Groups;

        Assert.Contains(Tests(parts["project"].Value), test => test.Contains(parts["filter"].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_command_of_tests_is_checked()
    {
        var written = RepositoryFiles.Read(Page).Split("dotnet test tests/").Length - 1;

        Assert.Equal(written, Command().Count(RepositoryFiles.Read(Page)));
        Assert.InRange(written, 40, 200);
    }

    [Fact]
    public void Variables_are_those_that_the_attacks_read()
    {
        var read = Directory.EnumerateFiles(RepositoryFiles.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => LongForms().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value);

        var rows = PageTable.Rows(Page, "## How to run it longer").SelectMany(row => PageTable.Codes(row[0]));
        Assert.Equal(read.Distinct().Order(), rows.Order());
        Assert.Equal([], Variable().Matches(RepositoryFiles.Read(Page)).Select(match => match.Value).Except(rows));
    }

    [Fact]
    public void Every_fault_has_a_row_with_a_command()
    {
        var rows = File.ReadLines(RepositoryFiles.PathOf(Page))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains("`dotnet ", StringComparison.Ordinal))
            .Select(line => Number().Match(line)).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));

        Assert.Equal(Enumerable.Range(1, Faults), rows.Distinct().Order());
    }

    // Names as the filter compares them: a class, and each of its methods.
    private static IEnumerable<string> Tests(string project) =>
        from file in Directory.EnumerateFiles(RepositoryFiles.PathOf(project), "*Tests.cs", SearchOption.AllDirectories)
        let root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot()
        from space in root.Members.OfType<BaseNamespaceDeclarationSyntax>()
        from type in space.Members.OfType<ClassDeclarationSyntax>()
        let name = $"{space.Name}.{type.Identifier.Text}"
        from test in type.Members.OfType<MethodDeclarationSyntax>().Select(method => $"{name}.{method.Identifier.Text}").Append(name)
        select test;

    [GeneratedRegex(@"dotnet test (?<project>tests/[\w./]+) --filter (?<filter>[\w.]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex(@"LongForm\.Number\(""(?<name>PIPELINE_[A-Z_]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex LongForms();

    [GeneratedRegex("PIPELINE_[A-Z_]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\| (?<number>\d+)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
