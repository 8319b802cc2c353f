using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Pipeline.Testing;

namespace Pipeline.Architecture.Tests;

/// <summary>Projects refer downwards only, type names are unique, and files are of a readable size.</summary>
public sealed partial class ProjectTests
{
    private const int MaxLines = 250;
    private const int FewLines = 10;
    private const int MaxColumns = 140;

    private static readonly string[] Services =
    [
        "Microsoft.AspNetCore", "Microsoft.Azure", "Microsoft.DurableTask", "Azure.Messaging.EventGrid", "Azure.Messaging.ServiceBus",
        "Azure.Storage", "SQLite", "System.Data",
    ];

    [Fact]
    public void Every_project_of_src_is_listed() => Assert.Equal(
        SourceProject.MayReferTo.Keys.Order(),
        Directory.GetDirectories(Path.Combine(RepositoryFiles.Root, "src"), "Pipeline.*").Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(SourceProject.Names), MemberType = typeof(SourceProject))]
    public void Project_has_its_tests_and_stands_in_the_solution_and_on_the_pages(string name)
    {
        var architecture = RepositoryFiles.Read("docs/architecture.md");
        var tests = RepositoryFiles.Read("tests/README.md");
        var solution = RepositoryFiles.Read("Pipeline.slnx");

        Assert.Contains($"\"src/{name}/{name}.csproj\"", solution, StringComparison.Ordinal);
        Assert.Contains($"\"tests/{name}.Tests/{name}.Tests.csproj\"", solution, StringComparison.Ordinal);
        Assert.Contains($"\n| `src/{name}` |", tests, StringComparison.Ordinal);
        Assert.Contains($"\n| {Short(name)} |", tests, StringComparison.Ordinal);
        Assert.Contains($"\n| `{name}` |", architecture, StringComparison.Ordinal);
        Assert.Contains($"\n  {name}/", architecture, StringComparison.Ordinal);
    }

    // Only the hosts' arrows to the core are not drawn.
    [Fact]
    public void Arrows_of_the_page_are_what_projects_may_refer_to() => Assert.Equal(
        SourceProject.MayReferTo
            .SelectMany(project => project.Value.Select(other => (From: Short(project.Key), To: Short(other))))
            .Where(arrow => arrow is not ("Functions" or "Standalone", "Core"))
            .Order(),
        Arrow().Matches(RepositoryFiles.Read("docs/architecture.md"))
            .SelectMany(line => line.Groups["to"].Value.Split(" & ").Select(to => (From: line.Groups["from"].Value, To: to)))
            .Order());

    [Theory]
    [MemberData(nameof(SourceProject.Names), MemberType = typeof(SourceProject))]
    public void Project_refers_only_to_projects_below_it(string name)
    {
        var named = References(name).Where(reference => reference.StartsWith("Pipeline.", StringComparison.Ordinal))
            .Concat(SourceProject.Of(name).ProjectReferences());

        Assert.Empty(named.Except(SourceProject.MayReferTo[name]));
        Assert.True(name == "Pipeline.Core" || named.Any(), $"No reference of {name} was found.");
    }

    [Fact]
    public void Core_knows_no_service_no_SQL_and_no_HTTP() => Assert.DoesNotContain(
        References("Pipeline.Core"), reference => Services.Any(service => reference.StartsWith(service, StringComparison.Ordinal)));

    [Fact]
    public void Type_name_occurs_once_in_src()
    {
        var names = SourceProject.MayReferTo.Keys.SelectMany(name => SourceProject.Of(name).Assembly.GetTypes())
            .Where(type => !type.IsNested && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
                && type.Namespace?.StartsWith("Pipeline", StringComparison.Ordinal) == true)
            .ToArray();

        Assert.Empty(names.GroupBy(type => type.Name).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.True(names.Length > 300);
    }

    [Fact]
    public void Files_are_neither_long_nor_mostly_tiny()
    {
        var files = SourceProject.MayReferTo.Keys.SelectMany(name => SourceProject.Of(name).Files())
            .Select(file => (File: file, Lines: File.ReadAllLines(file).Length))
            .ToArray();

        Assert.True(files.Length > 200);
        Assert.Empty(files.Where(file => file.Lines > MaxLines).Select(file => file.File));
        Assert.InRange(files.Count(file => file.Lines <= FewLines), 0, files.Length / 20);
    }

    [Fact]
    public void Code_ends_by_column_140()
    {
        var files = new[] { "src", "tests", "bench" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any())
            .ToArray();

        Assert.True(files.Length > 400);
        Assert.DoesNotContain(files, file => File.ReadLines(file).Any(line => line.Length > MaxColumns));
    }

    private static string Short(string name) => name["Pipeline.".Length..];

    [GeneratedRegex(
        "^  (?<from>[A-Z][A-Za-z]+) --> (?<to>[A-Z][A-Za-z]+( & [A-Z][A-Za-z]+)*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Arrow();

    private static IEnumerable<string> References(string name) =>
        SourceProject.Of(name).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
