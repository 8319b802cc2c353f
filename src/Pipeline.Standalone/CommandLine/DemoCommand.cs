using System.CommandLine;
using System.Text.Json;
using Pipeline.Standalone.Audit;
using Pipeline.Standalone.Demo;
using Pipeline.Standalone.Serve;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.CommandLine;

/// <summary><c>demo</c>: real orders through the whole pipeline, and books that balance at the end.</summary>
internal static class DemoCommand
{
    private const int MaxOrders = 10_000_000;

    public static Command Create(GlobalOptions options)
    {
        var orders = Number("--orders", "How many orders are placed.", "N", 2_000, value => value is >= 1 and <= MaxOrders, $"from 1 to {MaxOrders}");
        var seed = Number("--seed", "Decides what happens; the same seed gives the same outcome counts.", "S", 1L, _ => true, "");
        var decline = Number("--decline", "Share of customers whose card is declined.", "R", 0.08, value => value is >= 0 and <= 1, "from 0 to 1");
        var duplicate = Number("--duplicate", "Share of what is sent twice.", "R", 0.05, value => value is >= 0 and <= 1, "from 0 to 1");
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

    private static Option<T> Number<T>(string name, string description, string help, T fallback, Func<T, bool> isValid, string range)
    {
        var option = new Option<T>(name) { Description = description, HelpName = help, DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !isValid(result.GetValueOrDefault<T>()!))
            {
                result.AddError($"{name} must be {range}.");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(HostSettings settings, DemoOptions demo, bool json, CancellationToken cancellation)
    {
        var display = json ? null : new DemoDisplay(Terminal.Open(), TimeProvider.System);
        var (report, audit) = await RunAsync(settings with { Presets = DemoWorld.Settings(demo) }, demo, display, cancellation);
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
        await using var app = await Startup.StartAsync(settings, cancellation, services => WatchedOrders.Add(services, watch));
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation, app.Lifetime.ApplicationStopping);
        using var run = new DemoRun(demo, watch, app);
        var running = run.RunAsync(stopping.Token);
        var report = display is null ? await running : await display.FollowAsync(run, running);
        await app.StopAsync(cancellation);
        var audit = Auditor.Run(app.Configuration.DataFolder(), app.Configuration.MailFolder());
        return (report with { AuditBalanced = audit.Balanced }, audit);
    }
}
