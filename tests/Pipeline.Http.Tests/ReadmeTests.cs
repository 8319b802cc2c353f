using Microsoft.AspNetCore.Routing.Template;
using Pipeline.Intake;
using Pipeline.Testing;

namespace Pipeline.Http.Tests;

/// <summary>Holds the table of the surface in README.md to the surface.</summary>
public sealed class ReadmeTests
{
    private static readonly IReadOnlyList<string[]> Rows = PageTable.Rows("README.md", "## HTTP surface");

    [Fact]
    public void Table_has_every_operation() => Assert.Equal(
        [],
        HttpSurface.Operations.Where(operation => !Calls().Any(call => Is(operation, call))).Select(operation => operation.Name));

    [Fact]
    public void Table_has_only_calls_that_exist() =>
        Assert.Equal([], Calls().Where(call => !HttpSurface.Operations.Any(operation => Is(operation, call))));

    [Fact]
    public void Table_names_the_event_types_that_come_from_outside()
    {
        var row = Assert.Single(Rows, row => row[0].Contains("`POST /events`", StringComparison.Ordinal));

        Assert.Equal(OutsideEvents.Types.Order(), PageTable.Codes(row[1]).Order());
    }

    private static bool Is(HttpOperation operation, (string Method, string Path) call) =>
        operation.Method == call.Method && new TemplateMatcher(TemplateParser.Parse(operation.Route), []).TryMatch(call.Path, []);

    // A path without a method has that of the call before it.
    private static IEnumerable<(string Method, string Path)> Calls()
    {
        var method = "";
        foreach (var parts in Rows.SelectMany(row => PageTable.Codes(row[0])).Select(call => call.Split(' ')))
        {
            method = parts is [var named, _] ? named : method;
            yield return (method, parts[^1].Split('?')[0]);
        }
    }
}
