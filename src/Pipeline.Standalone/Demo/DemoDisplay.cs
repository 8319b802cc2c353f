using Spectre.Console;

namespace Pipeline.Standalone.Demo;

/// <summary>Shows a run's progress and its result.</summary>
internal sealed class DemoDisplay(IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(2);

    /// <summary>Shows progress until the run ends.</summary>
    public Task<DemoReport> FollowAsync(DemoRun run, Task<DemoReport> report) =>
        console.Profile.Capabilities.Interactive ? DrawAsync(run, report) : PrintAsync(run, report);

    public void Summarize(DemoReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        var ends = $"{report.Confirmed} confirmed, {report.Cancelled} cancelled, {report.NeedsAttention} need attention";
        table.AddRow("Orders", $"{report.Orders}: {ends}");
        table.AddRow("Throughput", $"{report.OrdersPerSecond:F0} orders/s placed to terminal; {report.Seconds:F1} s until all was settled");
        table.AddRow("POST /api/orders", $"p50 {report.PostP50Ms:F1} ms, p99 {report.PostP99Ms:F1} ms");
        table.AddRow("Placed to terminal", $"p50 {report.EndToEndP50Ms:F1} ms, p99 {report.EndToEndP99Ms:F1} ms");
        table.AddRow("Events", $"{report.Events}, {report.DeadLetters} dead letters, {report.DuplicatesSuppressed} duplicates suppressed");
        table.AddRow("Peak memory", $"{report.PeakMemoryMiB:F0} MiB");
        table.AddRow("Seed", $"{report.Seed}");
        console.Write(table);
        console.WriteLine(
            $"The data is in {report.Data}: audit --data {report.Data} checks it again, serve --data {report.Data} shows it.");
    }

    private Task<DemoReport> DrawAsync(DemoRun run, Task<DemoReport> report) => console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(async context =>
        {
            var placed = context.AddTask("placed");
            var terminal = context.AddTask("confirmed or cancelled");
            while (!report.IsCompleted)
            {
                await Task.WhenAny(report, Task.Delay(Frame, time));
                var progress = run.Progress;
                (placed.MaxValue, placed.Value) = (progress.Orders, progress.Placed);
                (terminal.MaxValue, terminal.Value) = (progress.Orders, progress.Terminal);
            }

            return await report;
        });

    private async Task<DemoReport> PrintAsync(DemoRun run, Task<DemoReport> report)
    {
        while (!report.IsCompleted)
        {
            await Task.WhenAny(report, Task.Delay(Line, time));
            var progress = run.Progress;
            var ended = $"{progress.Terminal} confirmed or cancelled";
            console.WriteLine($"{progress.Placed} of {progress.Orders} orders placed, {ended}, {progress.Events} other events sent");
        }

        return await report;
    }
}
