using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Email;
using Pipeline.Embedded;
using Pipeline.Events;
using Pipeline.Fulfilment;
using Pipeline.Identity;
using Pipeline.Inventory;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Payments;
using Trace = Pipeline.Events.Trace;

namespace Pipeline.Benchmarks.Engine;

/// <summary>The engine without HTTP: orders from placed to confirmed, with a provider and a carrier that answer at once.</summary>
internal static class EngineLoad
{
    // Like clients with a time-out: they queue no more than the pipeline can process.
    private const int MaxInFlight = 2_000;

    public static async Task RunAsync(int orders)
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-engine-").FullName;
        try
        {
            using var host = Build(folder);
            await host.StartAsync();
            await PlaceAsync(host.Services, orders / 10); // Warms up the JIT.
            var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await PlaceAsync(host.Services, orders);
            await SettleAsync(host.Services.GetRequiredService<IPipelineStats>());
            var seconds = clock.Elapsed.TotalSeconds;
            var processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            Console.WriteLine(

                $"collections {GC.CollectionCount(0)}, {GC.CollectionCount(1)}, {GC.CollectionCount(2)}; "
                + $"peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
            Console.WriteLine($"placed to confirmed: {orders / seconds:N0} orders/s; processor {processor / orders * 1e6:N0} us an order");
            await host.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static IHost Build(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.Configure<DataOptions>(options => options.Directory = folder);
        builder.Services.Configure<InventoryOptions>(options => options.InitialStock = 100_000_000);
        builder.Services.AddOptions();
        builder.Services.AddPipelineCore().AddEmbeddedEngine();
        builder.Services.AddSingleton<IPaymentProvider, InstantProvider>();
        builder.Services.AddSingleton<ICarrier, InstantCarrier>();
        builder.Services.AddSingleton<IEmailSender, NoEmail>();
        return builder.Build();
    }

    private static async Task PlaceAsync(IServiceProvider services, int orders)
    {
        var (service, ids) = (services.GetRequiredService<OrderService>(), services.GetRequiredService<IIdGenerator>());
        var stats = services.GetRequiredService<IPipelineStats>();
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= orders)
            {
                while (number % 64 == 0 && (await stats.ReadAsync(CancellationToken.None)).Sagas.Active > MaxInFlight)
                {
                    await Task.Delay(1);
                }

                var command = new PlaceOrder(
                    $"c-{number}", "a@example.com", "USD", [new OrderLine($"SKU-{number % 50}", 2, 1250)], 200, 500);
                await service.ExecuteAsync(ids.Next(), command, Trace.None, CancellationToken.None);
            }
        }));
    }

    private static async Task SettleAsync(IPipelineStats source)
    {
        PipelineStats stats;
        do
        {
            await Task.Delay(20);
            stats = await source.ReadAsync(CancellationToken.None);
        }
        while (stats.Sagas.Active > 0 || stats.Queues.Any(queue => queue.Lag > 0 || queue.InFlight > 0 || queue.Retrying > 0));

        Console.WriteLine(
            $"events {stats.Events}, dead letters {stats.OpenDeadLetters}, sagas that need attention {stats.Sagas.NeedAttention}");
    }
}
