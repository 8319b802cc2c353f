using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Events;
using Pipeline.Azure.Queues;
using Pipeline.Compliance;
using Pipeline.Identity;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Emulator;

/// <summary>The ports on Microsoft's emulator, in a database that is recreated for each test.</summary>
internal sealed class EmulatorPorts : IEnginePorts
{
    private readonly ServiceProvider _services;

    private EmulatorPorts(TimeProvider time, IIdGenerator ids) => _services = new ServiceCollection()
        .AddLogging(logging => logging.ClearProviders()).AddMetrics()
        .AddSingleton(time).AddSingleton(ids)
        .AddSingleton(provider => ClientOptions(provider.GetRequiredService<IOptions<CosmosOptions>>().Value))
        .AddSingleton(provider => new CosmosPolicy(
            provider.GetRequiredService<IOptions<CosmosOptions>>(), TimeProvider.System, Random.Shared))
        .AddPipelineCore().AddAzureEngine(Configuration())
        .AddSingleton(Mock.Of<IQueueSender>()).AddSingleton(Mock.Of<IQueueDepths>()).AddSingleton(Mock.Of<IEventPublisher>())
        .BuildServiceProvider();

    public static async Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids)
    {
        var ports = new EmulatorPorts(time, ids);
        var client = ports.Port<CosmosClient>();
        using var gone = await client.GetDatabase(CosmosContainers.Default.Database).DeleteStreamAsync();
        await CosmosSetup.EnsureCreatedAsync(client, default);
        return ports;
    }

    public T Port<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static CosmosClientOptions ClientOptions(CosmosOptions options)
    {
        var client = CosmosClients.OptionsOf(options);
        client.LimitToEndpoint = true;
        // An emulator's certificate is self-signed.
        client.ServerCertificateCustomValidationCallback = (_, _, _) => CosmosEmulator.Address!.IsLoopback;
        return client;
    }

    private static IConfigurationRoot Configuration() => new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("Cosmos", $"AccountEndpoint={CosmosEmulator.Address};AccountKey={CosmosEmulator.Key};"),
        new("Cosmos:connectionMode", "Gateway"),
    ]).Build();
}
