using System.CommandLine;
using System.Globalization;
using Pipeline.Standalone.Backups;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.CommandLine;

/// <summary><c>backup</c>: copies a data folder, also while a pipeline works in it.</summary>
internal static class BackupCommand
{
    public static Command Create(GlobalOptions options)
    {
        var to = new Option<string>("--to")
        {
            Description = "The folder to make; inside one that exists, a new one named by the time is made.",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("backup", "Copies a data folder, also while serve runs. Replaces nothing.") { to };
        command.SetAction(result => Run(options.Read(result), result.GetRequiredValue(to)));
        return command;
    }

    private static int Run(HostSettings settings, string to)
    {
        var configuration = new ConfigurationManager();
        settings.Apply(configuration);
        var report = Backup.Make(configuration.DataFolder(), Folders.Named("--to", to), TimeProvider.System);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Backed up {configuration.DataFolder()} in {report.Took.TotalSeconds:0.0} s: {report.Folder}"));
        foreach (var file in report.Files)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {file.Name,-28} {file.Bytes / 1e6,10:0.0} MB"));
        }

        Console.WriteLine($"In it: the log, and {Restore.Name(report.End)}. Not in it: the mails in {configuration.MailFolder()}.");
        return ExitCodes.Success;
    }
}
