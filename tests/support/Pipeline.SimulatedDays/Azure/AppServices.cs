using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Events;
using Pipeline.Azure.Queues;
using Pipeline.AzurePath;
using Pipeline.Email;
using Pipeline.EventGridEndpoint;
using Pipeline.Fulfilment;
using Pipeline.Functions.Hosting;
using Pipeline.Identity;
using Pipeline.Payments;
using Pipeline.SimulatedDays.Embedded;
using Pipeline.SimulatedDays.Machine;
using Pipeline.SimulatedDays.World;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>
/// Composes the app as its host does, without a host, whose threads could not be stepped; the ports to the services lead by
/// <see cref="Way"/>.
/// </summary>
internal static class AppServices
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Cosmos:accountEndpoint"] = "https://cosmos.memory/",
        ["EventGrid:topicEndpoint"] = MemoryEventGrid.TopicEndpoint.ToString(),
        ["Blobs:serviceUri"] = "https://blobs.memory/",
        ["ServiceBus:fullyQualifiedNamespace"] = "bus.memory",
        ["LeasePrefix"] = "day",
        ["WEBSITE_INSTANCE_ID"] = "day",
        ["Inventory:InitialStock"] = EmbeddedProcess.InitialStock.ToString(CultureInfo.InvariantCulture),
        ["Payments:Timeout"] = EmbeddedProcess.PaymentTimeout.ToString("c"),
        ["Welcome:TipsAfter"] = EmbeddedProcess.TipsAfter.ToString("c"),
        ["Sensors:Thresholds:temperature"] = "40",
        ["Webhooks:Stripe:SigningSecrets:0"] = PaymentStories.Secret,
    };

    /// <param name="azure">The services around it.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="dice">What is left to chance in it.</param>
    /// <param name="upgrades">How many newer versions of the orders' saga came after the first.</param>
    /// <param name="way">The way to the services.</param>
    /// <param name="outside">The provider and the carrier.</param>
    /// <param name="log">Where its log goes.</param>
    /// <param name="onAnswered">Called after each request that the documents' service answered.</param>
    public static ServiceProvider Compose(
        AzureServicesInMemory azure,
        TimeProvider time,
        Random dice,
        int upgrades,
        Way way,
        Outside outside,
        ProcessLog log,
        Action onAnswered)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Services
            .AddSingleton(time)
            .AddSingleton(dice)
            .AddSingleton<IIdGenerator>(new SeededIds(time, dice));
        builder.AddPipeline();
        var copies = new CopyNoting(azure.Broker);
        builder.Services
            .AddLogging(logging => logging.AddProvider(log))
            .AddSingleton<TokenCredential, EventGridToken>()
            .AddSingleton(azure.CosmosClient)
            .AddSingleton<CosmosPolicy>(provider => new CosmosRequests(
                provider.GetRequiredService<IOptions<CosmosOptions>>(), time, dice, way, azure.Cosmos, onAnswered))
            .AddSingleton<HttpPipelineTransport>(azure.Topic)
            .AddSingleton(azure.Blobs.CreateClient())
            .AddSingleton(copies)
            .AddSingleton<IQueueSender>(new SenderPort(copies, way))
            .AddSingleton<IQueueDepths>(azure.Broker)
            .AddSingleton<IPaymentProvider>(outside)
            .AddSingleton<ICarrier>(outside)
            .AddUpgrades(upgrades, EmbeddedProcess.PaymentTimeout, EmbeddedProcess.TipsAfter);
        builder.Services.Lead<IEventPublisher>(publisher => new TopicPort(publisher, way));
        builder.Services.Lead<IEmailSender>(sender => new MailPort(sender, way));
        builder.Services.MakeInstancesOnDemand();
        return builder.Services.BuildServiceProvider();
    }

    // What the product registered, by way of a port.
    private static void Lead<T>(this IServiceCollection services, Func<T, T> by)
        where T : class
    {
        var product = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(product);
        if (product.ImplementationType is { } type)
        {
            services.AddSingleton(type);
            services.AddSingleton(provider => by((T)provider.GetRequiredService(type)));
        }
        else
        {
            services.AddSingleton(provider => by((T)product.ImplementationFactory!(provider)));
        }
    }

    // A provider that is asked again for what was given to it ready-made compiles that on the thread pool.
    private static void MakeInstancesOnDemand(this IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i] is { IsKeyedService: false, ImplementationInstance: { } given } service)
            {
                services[i] = ServiceDescriptor.Singleton(service.ServiceType, _ => given);
            }
        }
    }
}
