using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Queues;

namespace Pipeline.Functions.Queues;

/// <summary>Registers Service Bus, by identity or by a connection string if one is given.</summary>
public static class ServiceBusServices
{
    public static IServiceCollection AddServiceBus(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(ServiceBusOptions.Section);
        services.AddOptions<ServiceBusOptions>()
            .Bind(section)
            .Configure(options => options.ConnectionString = section.Value)
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.ConnectionString) || IsHostName(options.FullyQualifiedNamespace),
                "ServiceBus__fullyQualifiedNamespace must be the namespace's host name, such as NAME.servicebus.windows.net, "
                + "or ServiceBus a connection string.")
            .ValidateOnStart();
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services
            .AddSingleton(provider => Client(Options(provider), provider.GetRequiredService<TokenCredential>()))
            .AddSingleton(provider => Administration(Options(provider), provider.GetRequiredService<TokenCredential>()))
            .AddSingleton<IQueueSender, ServiceBusQueueSender>()
            .AddSingleton<IQueueDepths, ServiceBusQueueDepths>()
            .AddSingleton<OldestMessages>();
    }

    private static ServiceBusOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ServiceBusOptions>>().Value;

    private static ServiceBusClient Client(ServiceBusOptions options, TokenCredential credential) =>
        options.ConnectionString is { } connection
        ? new ServiceBusClient(connection)
        : new ServiceBusClient(options.FullyQualifiedNamespace, credential);

    private static ServiceBusAdministrationClient Administration(ServiceBusOptions options, TokenCredential credential) =>
        (options.Administration ?? options.ConnectionString) is { } connection
            ? new ServiceBusAdministrationClient(connection)
            : new ServiceBusAdministrationClient(options.FullyQualifiedNamespace, credential);

    private static bool IsHostName(string? name) => name is { Length: > 0 } && Uri.CheckHostName(name) == UriHostNameType.Dns;
}

/// <summary>Section <c>ServiceBus</c>; the section's own value, if any, is a connection string.</summary>
public sealed record ServiceBusOptions
{
    /// <summary>The section's name, which is the triggers' connection too.</summary>
    public const string Section = "ServiceBus";

    /// <summary>The namespace's host name, reached by identity.</summary>
    public string? FullyQualifiedNamespace { get; set; }

    /// <summary>For the emulator; a namespace on Azure has no keys.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The emulator's second address, for administration; on Azure one address serves both.</summary>
    public string? Administration { get; set; }
}
