using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Email;
using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Sagas;
using Pipeline.Fulfilment;
using Pipeline.Operations;
using Pipeline.Payments;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests;

/// <summary>The whole engine on a folder, in a world of fakes that outlives it.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _running;

    private TestEngine(IHost host) => _host = host;

    public static TestEngine Build(string folder, World world, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddOptions().Configure<DataOptions>(options => options.Directory = folder);
        builder.Services.AddSingleton<TimeProvider>(world.Time);
        builder.Services.AddPipelineCore().AddEmbeddedEngine();
        builder.Services.AddSingleton<IPaymentProvider>(services => new FakeProvider(world, services));
        builder.Services.AddSingleton<ICarrier>(world.Carrier);
        builder.Services.AddSingleton<IEmailSender>(world.Outbox);
        configure?.Invoke(builder.Services);
        return new TestEngine(builder.Build());
    }

    public static async Task<TestEngine> StartAsync(string folder, World world, Action<IServiceCollection>? configure = null)
    {
        var engine = Build(folder, world, configure);
        try
        {
            await engine._host.StartAsync();
        }
        catch
        {
            engine._host.Dispose();
            throw;
        }

        engine._running = true;
        return engine;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task<PipelineStats> StatsAsync() => Get<IPipelineStats>().ReadAsync(default);

    /// <summary>Waits until everything accepted is handled, except retries and sagas that wait for a deadline.</summary>
    public Task IdleAsync() => Eventually.TrueAsync(async () =>
        (await StatsAsync()).Queues.All(queue => queue.Lag == 0 && queue.InFlight == 0));

    /// <summary>Stops the engine, at most until patience ends.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        foreach (var service in Get<IEnumerable<IHostedService>>().OfType<IHostedLifecycleService>())
        {
            await service.StoppingAsync(patience);
        }
    }

    /// <summary>Simulates a killed process: from here on nothing is written, no alarm rings and nothing is awaited.</summary>
    public void Kill()
    {
        _running = false;
        Get<Writer>().Dispose();
        Get<Retries>().Dispose();
        Get<SagaRunner>().Dispose();
        Get<FolderLock>().Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_running)
        {
            await _host.StopAsync();
        }

        _host.Dispose();
    }
}
