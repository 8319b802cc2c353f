using System.CommandLine;
using System.Text.Json;
using Pipeline.Standalone.Audit;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.CommandLine;

/// <summary><c>audit</c>: checks that the books of a data folder balance.</summary>
internal static class AuditCommand
{
    public static Command Create(GlobalOptions options)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("audit", "Checks that the books of a data folder balance; exits 1 when they do not.") { json };
        command.SetAction(result => Run(options.Read(result), result.GetValue(json)));
        return command;
    }

    private static int Run(HostSettings settings, bool json)
    {
        var configuration = new ConfigurationManager();
        settings.Apply(configuration);
        var report = Auditor.Run(configuration.DataFolder(), configuration.MailFolder());
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, AuditJson.Default.AuditReport));
        }
        else
        {
            AuditTable.Write(Terminal.Open(), report);
        }

        return report.Balanced ? ExitCodes.Success : ExitCodes.Failure;
    }
}
