using System.Diagnostics;
using Microsoft.Extensions.Options;
using Pipeline.Http.Access;
using Pipeline.Identity;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Simulation;
using Pipeline.Standalone.Serve;
using Pipeline.Standalone.Settings;

namespace Pipeline.Standalone.Demo;

/// <summary>One run of the demo against a pipeline in this process, over real HTTP.</summary>
internal sealed class DemoRun : IDisposable
{
    private const double MiB = 1024 * 1024;

    private readonly DemoOptions _demo;
    private readonly DemoWatch _watch;
    private readonly DemoHttp _http;
    private readonly DemoLoad _load;
    private readonly Settling _settling;
    private readonly IIdGenerator _ids;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;

    public DemoRun(DemoOptions demo, DemoWatch watch, WebApplication pipeline)
    {
        (_demo, _watch) = (demo, watch);
        _time = pipeline.Services.GetRequiredService<TimeProvider>();
        _ids = pipeline.Services.GetRequiredService<IIdGenerator>();
        _http = new DemoHttp(OwnAddress.Of(pipeline.Urls), AdminKey(pipeline.Services.GetRequiredService<AccessOptions>()), _time);
        _load = new DemoLoad(_http, watch, demo.Orders, _ids, _time);
        _settling = new Settling(_http, pipeline.Services.PendingWebhooks, _time);
        _patience = pipeline.Services.GetRequiredService<IOptions<PaymentOptions>>().Value.Timeout + TimeSpan.FromSeconds(15);
    }

    /// <summary>How far the run has got.</summary>
    public DemoProgress Progress => new(_load.Placed, _watch.Terminal, _demo.Orders, _load.Events);

    /// <summary>Runs to the end and reports; the audit decides whether the books balance.</summary>
    public async Task<DemoReport> RunAsync(CancellationToken cancellation)
    {
        await StockAsync(cancellation);
        var before = await _http.StatsAsync(cancellation);
        var orders = DemoPlan.Orders(_demo);
        var events = DemoPlan.Events(_demo, run: _ids.Next(), _time.GetUtcNow());
        var cancellations = new Cancellations(orders, _http, _watch, cancellation);
        var start = _time.GetTimestamp();
        await _load.SendAsync(orders, events, cancellation);
        var after = await _settling.WaitAsync(_patience, cancellation);
        await cancellations.CompleteAsync();
        var rate = _watch.Rate(orders.Where(order => !order.WaitsForTimeout).Select(order => order.Index));
        return Report(before, after, rate, _time.GetElapsedTime(start));
    }

    public void Dispose()
    {
        _load.Dispose();
        _http.Dispose();
    }

    // It sets stock and reads counts, as operators do.
    private static string? AdminKey(AccessOptions access) => access is { HasKeys: true, AdminKey: null }
        ? throw new UserErrorException("The demo needs Admin:Key when Clients:Keys are set. Set Admin:Key too.", ExitCodes.Usage)
        : access.AdminKey;

    private async Task StockAsync(CancellationToken cancellation)
    {
        foreach (var sku in DemoWorld.Skus)
        {
            await _http.StockAsync(sku, DemoWorld.Stock, cancellation);
        }

        await _http.StockAsync(DemoWorld.SoldOutSku, 0, cancellation);
    }

    private DemoReport Report(PipelineStats before, PipelineStats after, double rate, TimeSpan elapsed)
    {
        using var process = Process.GetCurrentProcess();
        var posts = new Latencies(_load.PostLatencies);
        var endToEnd = new Latencies(_watch.EndToEnd());
        return new DemoReport(
            _demo.Seed,
            _demo.Orders,
            _watch.Count(OrderStatus.Confirmed),
            _watch.Count(OrderStatus.Cancelled),
            _watch.Count(OrderStatus.NeedsAttention),
            Math.Round(rate, 1),
            posts.Percentile(0.5),
            posts.Percentile(0.99),
            endToEnd.Percentile(0.5),
            endToEnd.Percentile(0.99),
            after.Events - before.Events,
            after.OpenDeadLetters - before.OpenDeadLetters,
            after.DuplicatesSuppressed - before.DuplicatesSuppressed,
            Math.Round(process.PeakWorkingSet64 / MiB, 1),
            Math.Round(elapsed.TotalSeconds, 2),
            Data: "",
            AuditBalanced: false);
    }
}
