using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Compliance;
using Pipeline.Email;
using Pipeline.Fulfilment;
using Pipeline.Identity;
using Pipeline.Payments;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests;

/// <summary>The ports on SQLite, in a folder of their own; the engine does not run.</summary>
internal sealed class EmbeddedPorts : IEnginePorts
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    public EmbeddedPorts(TimeProvider time, IIdGenerator ids)
    {
        var world = new World();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders())
            .AddOptions().Configure<DataOptions>(options => options.Directory = _folder.Path)
            .AddSingleton(time).AddSingleton(ids)
            .AddPipelineCore().AddEmbeddedEngine()
            .AddSingleton<IPaymentProvider>(services => new FakeProvider(world, services))
            .AddSingleton<ICarrier>(world.Carrier).AddSingleton<IEmailSender>(world.Outbox)
            .BuildServiceProvider();
    }

    public static Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) =>
        Task.FromResult<IEnginePorts>(new EmbeddedPorts(time, ids));

    public T Port<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
