using System.Text.Json.Serialization;
using Pipeline.Audit;
using Spectre.Console;

namespace Pipeline.Standalone.Audit;

/// <summary>Shows an audit as a table.</summary>
internal static class AuditTable
{
    public static void Write(IAnsiConsole console, AuditReport report)
    {
        WriteChecks(console, report);
        var wrong = report.Checks.Count(check => !check.Ok);
        console.MarkupLine(report.Balanced
            ? "[green]The books balance.[/]"
            : $"[red]The books do not balance: {wrong} of {report.Checks.Count} checks failed.[/]");
    }

    /// <summary>The checks without the verdict.</summary>
    public static void WriteChecks(IAnsiConsole console, AuditReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Check", "", "Detail");
        foreach (var check in report.Checks)
        {
            table.AddRow(new Text(check.Name), new Markup(check.Ok ? "[green]ok[/]" : "[red]WRONG[/]"), new Text(check.Detail));
        }

        console.Write(table);
    }
}

/// <summary>Source-generated JSON of <c>audit --json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AuditReport))]
internal sealed partial class AuditJson : JsonSerializerContext;
