using Azure.Core;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Events;
using Pipeline.Azure.Queues;
using Pipeline.Compliance.Flows;
using Pipeline.Email;
using Pipeline.EventGridEndpoint;
using Pipeline.Fulfilment;
using Pipeline.Functions.Hosting;
using Pipeline.Payments;
using Pipeline.Testing;

namespace Pipeline.AzurePath;

/// <summary>
/// Composes the app as its host does; stand-ins for the services around it replace what the host registered.
/// </summary>
internal static class StandIns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static ServiceProvider Compose(AzureBench bench, Action<IServiceCollection> change)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cosmos:accountEndpoint"] = bench.Cosmos.Endpoint.ToString(),
            ["EventGrid:topicEndpoint"] = bench.Grid.TopicEndpoint.ToString(),
            ["Blobs:serviceUri"] = "https://blobs.memory/",
            ["ServiceBus:fullyQualifiedNamespace"] = "bus.memory",
            ["LeasePrefix"] = "bench",
            ["WEBSITE_INSTANCE_ID"] = "bench",
            ["Inventory:InitialStock"] = "10",
            ["Sensors:Thresholds:temperature"] = "40",
            ["Webhooks:Stripe:SigningSecrets:0"] = AzureBench.SigningSecret,
        });
        builder.Services.AddSingleton<TimeProvider>(bench.World.Time);
        builder.AddPipeline();
        builder.Services.AddStandIns(bench);
        change(builder.Services);
        return builder.Services.BuildServiceProvider();
    }

    private static IServiceCollection AddStandIns(this IServiceCollection services, AzureBench bench) => services
        .AddLogging()
        .AddSingleton<TokenCredential, EventGridToken>()
        .AddSingleton(provider =>
        {
            var options = CosmosClients.OptionsOf(provider.GetRequiredService<IOptions<CosmosOptions>>().Value);
            bench.Cosmos.Connect(options);
            return options;
        })
        .AddSingleton(provider => new CosmosPolicy(provider.GetRequiredService<IOptions<CosmosOptions>>(), new HastyTime(), Random.Shared))
        .AddSingleton<IEventPublisher>(_ => new EventGridPublisher(
            Client(bench.Grid), PublishRetries.Create(Patience, new HastyTime(), Random.Shared), bench.World.Time))
        .AddSingleton(bench.Blobs.CreateClient())
        .AddSingleton(new CopyNoting(bench.Broker))
        .AddSingleton<IQueueSender>(provider => provider.GetRequiredService<CopyNoting>())
        .AddSingleton<IQueueDepths>(bench.Broker)
        .AddSingleton<IPaymentProvider>(provider => new FakeProvider(bench.World, provider))
        .AddSingleton<ICarrier>(bench.World.Carrier)
        .AddSingleton<IEmailSender>(bench.World.Outbox);

    private static EventGridPublisherClient Client(LoopbackEventGrid grid) => new(
        grid.TopicEndpoint,
        new EventGridToken(),
        new EventGridPublisherClientOptions { Retry = { MaxRetries = 0 }, Transport = grid.CreateTransport() });
}
