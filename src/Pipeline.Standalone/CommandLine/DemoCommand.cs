using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Pipeline.Audit;
using Pipeline.Standalone.Audit;
using Pipeline.Standalone.Demo;
using Pipeline.Standalone.Serve;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.CommandLine;

/// <summary><c>demo</c>: sends real orders through the whole pipeline, then audits the books.</summary>
internal static class DemoCommand
{
    private const int MaxOrders = 10_000_000;

    public static Command Create(GlobalOptions options)
    {
        var orders = Number("--orders", "How many orders are placed.", "N", 2_000, 1, MaxOrders);
        var seed = Number("--seed", "The same seed gives the same outcome counts.", "S", 1, long.MinValue, long.MaxValue);
        var decline = Number("--decline", "Share of customers whose card is declined.", "R", 0.08, 0.0, 1.0);
        var duplicate = Number("--duplicate", "Share of what is sent twice.", "R", 0.05, 0.0, 1.0);
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else." };
        var command = new Command("demo", "Sends real orders through the whole pipeline and audits the books; exits 1 unless they balance.")
        {
            orders, seed, decline, duplicate, json,
        };
        command.SetAction((result, cancellation) => RunAsync(
            options.Read(result),
            new DemoOptions(result.GetValue(orders), result.GetValue(seed), result.GetValue(decline), result.GetValue(duplicate)),
            result.GetValue(json),
            cancellation));
        return command;
    }

    private static Option<T> Number<T>(string name, string description, string help, T fallback, T from, T to)
        where T : INumber<T> => new(name)
        {
            Description = description,
            HelpName = help,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (T.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to)
                {
                    return value;
                }

                result.AddError($"{name} is '{text}'; it must be a number from {from} to {to}.");
                return fallback;
            },
            DefaultValueFactory = _ => fallback,
        };

    private static async Task<int> RunAsync(HostSettings settings, DemoOptions demo, bool json, CancellationToken cancellation)
    {
        var display = json ? null : new DemoDisplay(Terminal.Open(), TimeProvider.System);
        var presets = new Dictionary<string, string?>(DemoWorld.Settings(demo))
        {
            ["Data:Directory"] = DemoFolder.New(TimeProvider.System.GetUtcNow()),
        };
        var (report, audit) = await RunAsync(settings with { Presets = presets }, demo, display, cancellation);
        if (display is null)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, DemoJson.Default.DemoReport));
        }
        else
        {
            AuditTable.Write(Terminal.Open(), audit);
            display.Summarize(report);
        }

        return audit.Balanced ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<(DemoReport Report, AuditReport Audit)> RunAsync(
        HostSettings settings, DemoOptions demo, DemoDisplay? display, CancellationToken cancellation)
    {
        var watch = new DemoWatch(demo.Orders, TimeProvider.System);
        DemoFolder.RefuseUsed(settings.DataFolder());
        await using var app = await Startup.StartAsync(settings, cancellation, services => WatchedOrders.Add(services, watch));
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, app.Lifetime.ApplicationStopping);
        using var run = new DemoRun(demo, watch, app);
        var folder = app.Configuration.DataFolder();
        var report = await RunAsync(app, run, display, stopping.Token);
        var audit = Auditor.Run(folder, app.Configuration.MailFolder());
        return (report with { Data = folder, AuditBalanced = audit.Balanced }, audit);
    }

    private static async Task<DemoReport> RunAsync(WebApplication app, DemoRun run, DemoDisplay? display, CancellationToken stopping)
    {
        try
        {
            var running = run.RunAsync(stopping);
            return display is null ? await running : await display.FollowAsync(run, running);
        }
        catch (Exception error) when (stopping.IsCancellationRequested && error is OperationCanceledException or HttpRequestException)
        {
            throw new UserErrorException(Stopped(run.Progress, app.Configuration.DataFolder()), ExitCodes.Failure);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    private static string Stopped(DemoProgress progress, string folder)
    {
        var done = $"{progress.Placed} of {progress.Orders} orders were placed, and {progress.Terminal} of them confirmed or cancelled";
        return $"The demo was stopped: {done}. Its books were not audited. "
            + $"The data is in {folder}: serve --data {folder} finishes what is in flight, then audit --data {folder} checks it.";
    }
}
