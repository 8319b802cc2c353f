using Azure.Core;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Blobs;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Counters;
using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Events;
using Pipeline.Azure.Idempotency;
using Pipeline.Azure.Intake;
using Pipeline.Azure.Inventory;
using Pipeline.Azure.Operations;
using Pipeline.Azure.Orders;
using Pipeline.Azure.Reactions;
using Pipeline.Azure.Relay;
using Pipeline.Counters;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Idempotency;
using Pipeline.Inventory;
using Pipeline.Operations;
using Pipeline.Orders;

namespace Pipeline.Azure;

/// <summary>Registers the Azure engine; the host adds what its broker and its durable engine do (queue sender and
/// depths, sagas), and the world outside (payment provider, carrier).</summary>
public static class AzureServices
{
    public static IServiceCollection AddAzureEngine(this IServiceCollection services, IConfiguration configuration) => services
        .AddCosmos(configuration)
        .AddStores()
        .AddDeadLetters()
        .AddEventPublishing(configuration)
        .AddRelay()
        .AddBlobs(configuration)
        .AddSingleton<EffectRunner>()
        .AddSingleton<ReactionRunner>();

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
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
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
        .AddSingleton<LetterStore>()
        .AddSingleton<CosmosDeadLetters>()
        .AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<CosmosDeadLetters>())
        .AddSingleton<IQueueDeadLetters>(provider => provider.GetRequiredService<CosmosDeadLetters>());
}
