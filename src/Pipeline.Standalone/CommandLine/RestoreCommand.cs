using System.CommandLine;
using Pipeline.Standalone.Audit;
using Pipeline.Standalone.Backups;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.CommandLine;

/// <summary><c>restore</c>: checks a backup, and puts it in place unless only that was asked for.</summary>
internal static class RestoreCommand
{
    public static Command Create(GlobalOptions options)
    {
        var from = new Option<string>("--from") { Description = "The backup.", HelpName = "DIR", Required = true };
        var verify = new Option<bool>("--verify") { Description = "Only check the backup: pages, checksums and the audit's rules." };
        var replace = new Option<bool>("--replace") { Description = "Move what the data folder holds aside; nothing is deleted." };
        var command = new Command("restore", "Checks a backup and puts it in place; exits 1 when it is damaged.") { from, verify, replace };
        command.SetAction(result => Run(
            options.Read(result), result.GetRequiredValue(from), result.GetValue(verify), result.GetValue(replace)));
        return command;
    }

    private static int Run(HostSettings settings, string from, bool onlyVerify, bool replace)
    {
        var configuration = new ConfigurationManager();
        settings.Apply(configuration);
        var backup = Folders.Named("--from", from);
        var report = BackupCheck.Run(backup);
        AuditTable.WriteChecks(Terminal.Open(), report);
        if (!report.Balanced)
        {
            Console.Error.WriteLine($"{backup} is damaged and was not put in place. Use an older backup.");
            return ExitCodes.Failure;
        }

        if (onlyVerify)
        {
            var end = BackupFolder.CountOf(BackupFolder.DatabaseOf(backup));
            Console.WriteLine($"The backup is sound; {Restore.Name(end)}.");
            return ExitCodes.Success;
        }

        Tell(configuration.DataFolder(), Restore.Run(backup, configuration.DataFolder(), replace, TimeProvider.System));
        return ExitCodes.Success;
    }

    private static void Tell(string data, RestoreReport report)
    {
        Console.WriteLine($"Restored {data}; {Restore.Name(report.End)}.");
        if (report.Aside is not null)
        {
            Console.WriteLine($"What was there lies in {report.Aside}; {Restore.Name(report.Before)}.");
        }

        if (report.Before is { } before && before.Position > report.End.Position)
        {
            Console.WriteLine($"Lost from the books: the {before.Position - report.End.Position} events after {report.End.Position}.");
        }

        Console.WriteLine(
            "The payment provider, the carrier and readers of mails may know more: see 'After a restore' in docs/operations.md.");
    }
}
