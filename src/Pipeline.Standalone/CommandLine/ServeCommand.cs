using System.CommandLine;
using Pipeline.Standalone.Serve;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.CommandLine;

/// <summary><c>serve</c>: runs the pipeline until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create(GlobalOptions options)
    {
        var command = new Command("serve", "Runs the pipeline until it is told to stop. This is the default.");
        command.SetAction((result, cancellation) => RunAsync(options.Read(result), cancellation));
        return command;
    }

    public static async Task<int> RunAsync(HostSettings settings, CancellationToken cancellation)
    {
        await using var app = await Startup.StartAsync(settings, cancellation);
        Console.WriteLine(ReadyLine(app));
        await app.WaitForShutdownAsync(cancellation);
        return Environment.ExitCode;
    }

    private static string ReadyLine(WebApplication app)
    {
        var payments = StandaloneHost.SimulatesPayments(app.Configuration)
            ? "simulated"
            : "by webhook only, refunds by hand (Payments:Simulator:Enabled is false)";
        return $"Pipeline is ready at {string.Join(", ", app.Urls)}; data in {app.Configuration.DataFolder()}; payments {payments}.";
    }
}
