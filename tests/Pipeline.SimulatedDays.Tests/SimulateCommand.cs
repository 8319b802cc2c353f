using System.Diagnostics;
using System.Reflection;

namespace Pipeline.SimulatedDays.Tests;

/// <summary>The command, in a process of its own: the test runner's threads would count as escaped work.</summary>
internal static class SimulateCommand
{
    private static readonly string Program = Assembly.Load("Pipeline.SimulatedDays").Location;

    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
