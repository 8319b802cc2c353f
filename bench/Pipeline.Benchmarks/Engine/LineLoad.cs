using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Intake;
using Pipeline.Operations;
using Trace = Pipeline.Events.Trace;

namespace Pipeline.Benchmarks.Engine;

/// <summary>A flood of log lines on the engine without HTTP: of one subject, which must be handled in order, or of many.</summary>
internal static class LineLoad
{
    public static async Task RunAsync(int lines, int subjects)
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-lines-").FullName;
        try
        {
            using var host = EngineLoad.Build(folder);
            await host.StartAsync();
            var (clock, refused) = (
                Stopwatch.StartNew(), await AcceptAsync(host.Services.GetRequiredService<IEventIntake>(), lines, subjects));
            var accepted = clock.Elapsed;
            await SettleAsync(host.Services.GetRequiredService<IPipelineStats>());
            Console.WriteLine(
                $"{subjects} subjects: accepted {lines / accepted.TotalSeconds:N0} lines/s (refused for now {refused} times), "
                + $"handled {lines / clock.Elapsed.TotalSeconds:N0} lines/s");
            await host.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> AcceptAsync(IEventIntake intake, int lines, int subjects)
    {
        var (next, refused) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 256).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= lines)
            {
                var id = number.ToString(CultureInfo.InvariantCulture);
                var line = CloudEvents.Create(
                    new LogLine("info", "a line"), "/bench", $"log-{number % subjects}", id, DateTimeOffset.UnixEpoch, Trace.None);
                while (!await TryAcceptAsync(intake, line))
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(10);
                }
            }
        }));
        return refused;
    }

    private static async Task<bool> TryAcceptAsync(IEventIntake intake, Azure.Messaging.CloudEvent line)
    {
        try
        {
            await intake.AcceptAsync(line, CancellationToken.None);
            return true;
        }
        catch (FailureException)
        {
            return false;
        }
    }

    private static async Task SettleAsync(IPipelineStats stats)
    {
        while ((await stats.ReadAsync(CancellationToken.None)).Queues.Any(queue => queue.Lag > 0))
        {
            await Task.Delay(1);
        }
    }
}
