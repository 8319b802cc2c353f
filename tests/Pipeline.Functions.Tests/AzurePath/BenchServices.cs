using Azure.Messaging.EventGrid;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Azure.Events;
using Pipeline.Azure.Sagas;
using Pipeline.ComplianceTests.Flows;
using Pipeline.Email;
using Pipeline.EventGridEndpoint;
using Pipeline.Functions.Sagas;
using Pipeline.Payments;
using Pipeline.Sagas;
using Pipeline.Shipping;
using Pipeline.Testing;

namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>What stands for the services around the app.</summary>
internal static class BenchServices
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddWorld(this IServiceCollection services, World world, LoopbackEventGrid grid, BlobsInMemory blobs) => services
        .AddSingleton<IPaymentProvider>(provider => new FakeProvider(world, provider))
        .AddSingleton<ICarrier>(world.Carrier)
        .AddSingleton<IEmailSender>(world.Outbox)
        .AddSingleton(blobs.CreateClient())
        .AddSingleton<IEventPublisher>(_ => new EventGridPublisher(Client(grid), PublishRetries.Create(Patience, new HastyTime()), world.Time));

    public static IServiceCollection AddSagasOnHub(this IServiceCollection services) => services
        .AddSingleton<DurableClients>()
        .AddSingleton<DurableSagas>()
        .AddSingleton<ISagaEngine>(provider => provider.GetRequiredService<DurableSagas>())
        .AddSingleton<ISagas, DurableSagaOperations>();

    private static EventGridPublisherClient Client(LoopbackEventGrid grid) => new(
        grid.TopicEndpoint, new EventGridToken(), new EventGridPublisherClientOptions { Retry = { MaxRetries = 0 }, Transport = grid.CreateTransport() });
}
