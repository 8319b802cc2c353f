using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Azure;
using Pipeline.Azure.Sagas;
using Pipeline.Functions.DeadLetters;
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
            .Validate(options => options.LeasePrefix.Length > 0, "LeasePrefix must be set, such as main; every deployment that reads the feed has its own.")
            .ValidateOnStart();
        if (configuration.GetValue<bool>("Cosmos:CreateIfMissing"))
        {
            services.AddHostedService<CosmosSetupAtStart>();
        }

        return services
            .AddAzureEngine(configuration)
            .AddServiceBus(configuration)
            .AddDurableSagas()
            .AddSingleton<QueueDelivery>()
            .AddSingleton<DeadLetterDelivery>()
            .AddSingleton<ChangeFeedLag>()
            .AddSingleton<Measures>()
            .AddSingleton<LagMeter>();
    }

    private static IServiceCollection AddDurableSagas(this IServiceCollection services) => services
        .AddSingleton<DurableClients>()
        .AddSingleton<DurableSagas>()
        .AddSingleton<ISagaEngine>(provider => provider.GetRequiredService<DurableSagas>())
        .AddSingleton<ISagas, DurableSagaOperations>();
}
