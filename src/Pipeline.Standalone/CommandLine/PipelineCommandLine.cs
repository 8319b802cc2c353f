using System.CommandLine;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.CommandLine;

/// <summary>The program's command line.</summary>
internal static class PipelineCommandLine
{
    private const string Description = """
        A serverless event pipeline for orders, whole in one process.

        Any setting can be given as --Section:Key=value, for example --Payments:Timeout=00:01:00; appsettings.json and the environment
        (Payments__Timeout) set the same names.
        """;

    // Errors are reported below; signals are left to the host, which drains.
    private static readonly InvocationConfiguration OwnHandling = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            var (rest, settings) = SettingArguments.Split(arguments);
            var parsed = Root(new GlobalOptions(settings)).Parse(rest);
            return parsed.Errors.Count > 0
                ? Refuse(string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)))
                : await parsed.InvokeAsync(OwnHandling);
        }
        catch (UserErrorException error)
        {
            Console.Error.WriteLine(error.Message);
            return error.ExitCode;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped.");
            return ExitCodes.Failure;
        }
    }

    private static RootCommand Root(GlobalOptions options)
    {
        var root = new RootCommand(Description);
        root.Options.Add(options.Data);
        root.Options.Add(options.Urls);
        root.SetAction((result, cancellation) => ServeCommand.RunAsync(options.Read(result), cancellation));
        root.Subcommands.Add(ServeCommand.Create(options));
        root.Subcommands.Add(DemoCommand.Create(options));
        root.Subcommands.Add(AuditCommand.Create(options));
        root.Subcommands.Add(BackupCommand.Create(options));
        root.Subcommands.Add(RestoreCommand.Create(options));
        return root;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        Console.Error.WriteLine("Run it with --help to see what there is.");
        return ExitCodes.Usage;
    }
}

/// <summary>The options common to all commands.</summary>
internal sealed class GlobalOptions(IReadOnlyDictionary<string, string?> settings)
{
    public Option<string?> Data { get; } = new("--data")
    {
        Description = $"Folder that holds everything the pipeline keeps. [default: ./{HostSettings.DefaultData}; demo: a new one]",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string?> Urls { get; } = new("--urls")
    {
        Description = $"Where to listen. [default: {HostSettings.DefaultUrls}; demo: a free port]",
        HelpName = "URL",
        Recursive = true,
    };

    public HostSettings Read(ParseResult result) => new(result.GetValue(Data), result.GetValue(Urls), settings);
}
