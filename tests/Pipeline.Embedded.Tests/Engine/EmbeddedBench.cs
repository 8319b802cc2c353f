using Azure.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Embedded.Log;
using Pipeline.Events;
using Pipeline.Identity;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Reactions;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Engine;

/// <summary>The whole pipeline in one process, on a file of its own.</summary>
internal sealed class EmbeddedBench : IPipelineBench
{
    private readonly TempFolder _folder = new();

    public World World { get; } = new();

    public TestEngine Engine { get; private set; } = null!;

    public static async Task<IPipelineBench> StartAsync()
    {
        var bench = new EmbeddedBench();
        await bench.StartAsync(_ => { });
        return bench;
    }

    public async Task DeployAsync(Action<IServiceCollection> change)
    {
        await Engine.DisposeAsync();
        await StartAsync(change);
    }

    public Task RestartAsync() => DeployAsync(_ => { });

    /// <summary>Changes the file behind the engine's back.</summary>
    public void Sql(params string[] statements)
    {
        using var connection = Connection.Open(_folder.File("pipeline.db"), readOnly: false);
        Array.ForEach(statements, connection.Execute);
    }

    public T Get<T>()
        where T : notnull => Engine.Get<T>();

    public async Task<string> PlaceAsync()
    {
        var id = Get<IIdGenerator>().Next();
        Assert.Null((await Get<OrderService>().ExecuteAsync(id, Some.PlaceOrder(), Trace.None, default)).Failure);
        return id;
    }

    public Task UntilAsync(Func<Task<bool>> condition, string what) => Eventually.TrueAsync(condition, what);

    public Task IdleAsync() => Engine.IdleAsync();

    public Task<IReadOnlyList<CloudEvent>> EventsAsync() =>
        Task.FromResult<IReadOnlyList<CloudEvent>>([.. Get<EventLog>().Read(0, 1_000).Select(entry => entry.Event)]);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(Action<IServiceCollection> change) =>
        Engine = await TestEngine.StartAsync(_folder.Path, World, services =>
        {
            services.Configure<InventoryOptions>(options => options.InitialStock = IPipelineBench.InitialStock)
                .Configure<SensorOptions>(options => options.Thresholds["temperature"] = IPipelineBench.Threshold);
            change(services);
        });
}
