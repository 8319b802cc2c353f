using Azure.Core;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Events;
using Pipeline.Azure.Queues;
using Pipeline.Compliance.Flows;
using Pipeline.Email;
using Pipeline.EventGridEndpoint;
using Pipeline.Http.Access;
using Pipeline.Payments;
using Pipeline.Shipping;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>What stands for the services around the app; it takes the place of what the host registered.</summary>
internal static class StandIns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddStandIns(this IServiceCollection services, AzureBench bench) => services
        .AddLogging()
        .AddSingleton<TokenCredential, EventGridToken>()
        .AddSingleton(provider =>
        {
            var options = CosmosClients.OptionsOf(provider.GetRequiredService<IOptions<CosmosOptions>>().Value);
            bench.Cosmos.Connect(options);
            return options;
        })
        .AddSingleton(provider => new CosmosPolicy(provider.GetRequiredService<IOptions<CosmosOptions>>(), new HastyTime()))
        .AddSingleton<IEventPublisher>(_ => new EventGridPublisher(
            Client(bench.Grid), PublishRetries.Create(Patience, new HastyTime()), bench.World.Time))
        .AddSingleton(bench.Blobs.CreateClient())
        .AddSingleton(new CopyNoting(bench.Broker))
        .AddSingleton<IQueueSender>(provider => provider.GetRequiredService<CopyNoting>())
        .AddSingleton<IQueueDepths>(bench.Broker)
        .AddSingleton<IPaymentProvider>(provider => new FakeProvider(bench.World, provider))
        .AddSingleton<ICarrier>(bench.World.Carrier)
        .AddSingleton<IEmailSender>(bench.World.Outbox)
        .Configure<AdminOptions>(admin => admin.BoundBeyondLoopback = false);

    private static EventGridPublisherClient Client(LoopbackEventGrid grid) => new(
        grid.TopicEndpoint, new EventGridToken(), new EventGridPublisherClientOptions { Retry = { MaxRetries = 0 }, Transport = grid.CreateTransport() });
}
