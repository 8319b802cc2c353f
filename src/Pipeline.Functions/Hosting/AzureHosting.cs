using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Azure;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Reactions;
using Pipeline.Functions.Operations;
using Pipeline.Functions.Queues;
using Pipeline.Functions.Relay;
using Pipeline.Functions.Sagas;
using Pipeline.Sagas;

namespace Pipeline.Functions.Hosting;

/// <summary>The Azure engine as the Functions app runs it.</summary>
internal static class AzureHosting
{
    public static IServiceCollection AddAzure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChangeFeedOptions>()
            .Configure(options => options.LeasePrefix = configuration["LeasePrefix"] ?? "")
            .Validate(
                options => options.LeasePrefix.Length > 0,
                "LeasePrefix must be set, such as main; every deployment that reads the feed has its own.")
            .ValidateOnStart();
        if (configuration.GetValue<bool>("Cosmos:CreateIfMissing"))
        {
            services.AddHostedService<CosmosSetupAtStart>();
        }

        return services
            .AddAzureEngine(configuration)
            .AddServiceBus(configuration)
            .AddSagasOnDurable()
            .AddSingleton<QueueDelivery>()
            .AddSingleton<DeadLetterDelivery>()
            .AddSingleton<ChangeFeedLag>()
            .AddSingleton<Measures>();
    }

    private static IServiceCollection AddSagasOnDurable(this IServiceCollection services) => services
        .AddSingleton<DurableClients>()
        .AddSingleton<DurableSagaClient>()
        .AddSingleton<ISagaClient>(provider => provider.GetRequiredService<DurableSagaClient>())
        .AddSingleton<ISagaOperations, DurableSagaOperations>();
}

/// <summary>
/// Creates the database and containers before the first trigger listens: an emulator starts empty. On Azure the Bicep has made them.
/// </summary>
public sealed class CosmosSetupAtStart(CosmosClient client) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => CosmosSetup.EnsureCreatedAsync(client, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
