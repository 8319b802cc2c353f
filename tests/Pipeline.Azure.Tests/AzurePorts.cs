using Azure.Core;
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
using Pipeline.CosmosGateway;
using Pipeline.Identity;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests;

/// <summary>The ports on Cosmos DB: the real client, by identity, on a gateway in memory.</summary>
internal sealed class AzurePorts : IEnginePorts
{
    private readonly ServiceProvider _services;

    private AzurePorts(TimeProvider time, IIdGenerator ids, bool repeatsWrites)
    {
        // Two physical partitions, so that cross-partition queries behave as on a large account.
        Cosmos = new InMemoryCosmos(time, physicalPartitions: 2);
        var services = new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders()).AddMetrics()
            .AddSingleton(time).AddSingleton(ids)
            .AddSingleton<TokenCredential, NoCredential>()
            .AddSingleton(provider => ClientOptions(provider.GetRequiredService<IOptions<CosmosOptions>>().Value, repeatsWrites))
            .AddSingleton(provider => new CosmosPolicy(
                provider.GetRequiredService<IOptions<CosmosOptions>>(),
                repeatsWrites ? TimeProvider.System : new HastyTime(), Random.Shared))
            .AddPipelineCore().AddAzureEngine(Configuration())
            .AddSingleton(Sender.Object).AddSingleton(Depths.Object).AddSingleton(Publisher.Object);
        _services = services.BuildServiceProvider();
    }

    public InMemoryCosmos Cosmos { get; }

    public Mock<IQueueSender> Sender { get; } = new();

    public Mock<IQueueDepths> Depths { get; } = new();

    public Mock<IEventPublisher> Publisher { get; } = new();

    /// <param name="time">The clock of everything but the pauses of <see cref="CosmosPolicy"/>, which are cut to a hundredth.</param>
    /// <param name="ids">Makes ids.</param>
    /// <param name="repeatsWrites">
    /// As on Azure, the client itself repeats writes whose connection broke. That takes a second, so the pauses are real too.
    /// </param>
    public static async Task<AzurePorts> CreateAsync(TimeProvider time, IIdGenerator ids, bool repeatsWrites = false)
    {
        var ports = new AzurePorts(time, ids, repeatsWrites);
        await CosmosSetup.EnsureCreatedAsync(ports.Port<CosmosClient>(), default);
        return ports;
    }

    public T Port<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Cosmos.Dispose();
    }

    private CosmosClientOptions ClientOptions(CosmosOptions options, bool repeatsWrites)
    {
        var client = CosmosClients.OptionsOf(options);
        Cosmos.Connect(client, limitToEndpoint: !repeatsWrites);
        return client;
    }

    private IConfiguration Configuration() => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Cosmos:accountEndpoint", Cosmos.Endpoint.ToString())])
        .Build();
}
