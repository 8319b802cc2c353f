using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Messaging.EventGrid;
using Azure.Storage.Blobs;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Archive;
using Pipeline.Azure.Blobs;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Counters;
using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Email;
using Pipeline.Azure.Events;
using Pipeline.Azure.Idempotency;
using Pipeline.Azure.Intake;
using Pipeline.Azure.Inventory;
using Pipeline.Azure.Operations;
using Pipeline.Azure.Orders;
using Pipeline.Azure.Reactions;
using Pipeline.Azure.Relay;
using Pipeline.Azure.Undelivered;
using Pipeline.DeadLetters;
using Pipeline.Email;
using Pipeline.Idempotency;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Reactions;

namespace Pipeline.Azure;

/// <summary>
/// Registers the Azure engine. The host adds the ports to its broker and durable engine (queue sender and depths, sagas) and the outside
/// world (payment provider, carrier).
/// </summary>
public static class AzureServices
{
    private const int OrdersRemembered = 20_000;

    public static IServiceCollection AddAzureEngine(this IServiceCollection services, IConfiguration configuration) => services
        .AddCosmos(configuration)
        .AddStores()
        .AddDeadLetters()
        .AddEventPublishing(configuration)
        .AddRelay()
        .AddBlobs(configuration)
        .AddSingleton<EffectRunner>()
        .AddSingleton<ReactionRunner>();

    /// <summary>Publishes events to an Event Grid topic if one is set, otherwise straight to the queues.</summary>
    internal static IServiceCollection AddEventPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(EventGridOptions.Section);
        services.AddOptions<EventGridOptions>()
            .Bind(section)
            .Validate(
                options => options.TopicEndpoint is null or { IsAbsoluteUri: true, Scheme: "https" },
                "EventGrid:TopicEndpoint must be an absolute https URL, such as https://<topic>.<region>.eventgrid.azure.net/api/events.")
            .Validate(options => options.Timeout > TimeSpan.Zero, "EventGrid:Timeout must be above 0.")
            .ValidateOnStart();
        return string.IsNullOrEmpty(section[nameof(EventGridOptions.TopicEndpoint)])
            ? services.AddSingleton<IEventPublisher, DirectToQueues>()
            : services.AddIdentity().AddSingleton<IEventPublisher>(CreatePublisher);
    }

    /// <summary>The relay from the change feeds to the publisher; the host adds the meter factory.</summary>
    internal static IServiceCollection AddRelay(this IServiceCollection services) => services
        .AddSingleton(new LastSequences(OrdersRemembered))
        .AddSingleton<RelayMetrics>()
        .AddSingleton<ChangeFeedRelay>();

    /// <summary>Blob Storage and what is kept there: the archive, undelivered events and e-mails.</summary>
    internal static IServiceCollection AddBlobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BlobOptions>()
            .Configure(options => options.ConnectionString = configuration["Blobs"] ?? "")
            .Configure(options => options.ServiceUri = configuration["Blobs:ServiceUri"] ?? "")
            .Validate(
                options => options.ConnectionString.Length > 0 || Uri.TryCreate(options.ServiceUri, UriKind.Absolute, out _),
                "Blobs__serviceUri must be the blob endpoint of a storage account (by identity), or Blobs its connection string.")
            .ValidateOnStart();
        // A second registration would give one queue two reactions.
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReaction, ArchiveEvents>());
        return services
            .AddIdentity()
            .AddSingleton(CreateBlobClient)
            .AddSingleton<BlobWriter>()
            .AddSingleton<IEmailSender, BlobEmails>()
            .AddSingleton<EventArchive>()
            .AddSingleton<UndeliveredMetrics>()
            .AddSingleton<UndeliveredReader>();
    }

    private static IServiceCollection AddCosmos(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Cosmos");
        services.AddOptions<CosmosOptions>()
            .Bind(section)
            .Configure(options => options.ConnectionString = section.Value)
            .Validate(
                options => options.ConnectionString is not null || Uri.TryCreate(options.AccountEndpoint, UriKind.Absolute, out _),
                "Cosmos:accountEndpoint must be the address of the account (https://...), or Cosmos a connection string.")
            .Validate(
                options => options.RequestTimeout > TimeSpan.Zero && options.TotalTimeout >= options.RequestTimeout,
                "Cosmos:requestTimeout must be more than 0, and Cosmos:totalTimeout not less.")
            .ValidateOnStart();
        services.AddOptions<InventoryOptions>();
        services.AddIdentity();
        services.TryAddSingleton(provider => CosmosClients.OptionsOf(provider.GetRequiredService<IOptions<CosmosOptions>>().Value));
        services.TryAddSingleton(provider => CosmosClients.Create(
            provider.GetRequiredService<IOptions<CosmosOptions>>().Value,
            provider.GetRequiredService<TokenCredential>(),
            provider.GetRequiredService<CosmosClientOptions>()));
        services.TryAddSingleton<CosmosPolicy>();
        return services.AddSingleton<CosmosDatabase>();
    }

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton<IOrderStore, CosmosOrderStore>()
        .AddSingleton<IOrderViews, CosmosOrderViews>()
        .AddSingleton<OrderCensus>()
        .AddSingleton<Reservations>()
        .AddSingleton<Holds>()
        .AddSingleton<IInventory, CosmosInventory>()
        .AddSingleton<IEventIntake, CosmosIntake>()
        .AddSingleton<IIdempotencyKeys, CosmosIdempotencyKeys>()
        .AddSingleton<CosmosCounters>()
        .AddSingleton<ICounters>(provider => provider.GetRequiredService<CosmosCounters>())
        .AddSingleton<ICounterWriter>(provider => provider.GetRequiredService<CosmosCounters>())
        .AddSingleton<IHealth, CosmosHealth>()
        .AddSingleton<IPipelineStats, CosmosStats>();

    private static IServiceCollection AddDeadLetters(this IServiceCollection services) => services
        .AddSingleton<IReplayRoute, RecordPaymentAgain>()
        .AddSingleton<IReplayRoute, PublishAgain>()
        .AddSingleton<ReplayRoutes>()
        .AddSingleton<DeadLetterStore>()
        .AddSingleton<CosmosDeadLetters>()
        .AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<CosmosDeadLetters>())
        .AddSingleton<IQueueDeadLetters>(provider => provider.GetRequiredService<CosmosDeadLetters>());

    // DefaultAzureCredential takes the user-assigned identity that AZURE_CLIENT_ID names.
    private static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services;
    }

    private static BlobServiceClient CreateBlobClient(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BlobOptions>>().Value;
        return options.ConnectionString.Length > 0
            ? new BlobServiceClient(options.ConnectionString)
            : new BlobServiceClient(new Uri(options.ServiceUri), provider.GetRequiredService<TokenCredential>());
    }

    private static EventGridPublisher CreatePublisher(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<EventGridOptions>>().Value;
        var time = provider.GetRequiredService<TimeProvider>();
        var chance = provider.GetRequiredService<Random>();
        return new EventGridPublisher(CreateTopicClient(provider, options), PublishRetries.Create(options.Timeout, time, chance), time);
    }

    // The SDK's client tries once: the publisher's own retries use the injected clock and split refused batches.
    private static EventGridPublisherClient CreateTopicClient(IServiceProvider provider, EventGridOptions options)
    {
        var clientOptions = new EventGridPublisherClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = Timeout.InfiniteTimeSpan } };
        if (provider.GetService<HttpPipelineTransport>() is { } transport)
        {
            clientOptions.Transport = transport;
        }

        return options.Key.Length > 0
            ? new EventGridPublisherClient(options.TopicEndpoint, new AzureKeyCredential(options.Key), clientOptions)
            : new EventGridPublisherClient(options.TopicEndpoint, provider.GetRequiredService<TokenCredential>(), clientOptions);
    }
}
