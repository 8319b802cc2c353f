using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Pipeline.Azure.Events;

/// <summary>Registers where events are published: an Event Grid topic when one is set, otherwise the queues themselves.</summary>
internal static class EventServices
{
    public static IServiceCollection AddEventPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(EventGridOptions.Section);
        services.AddOptions<EventGridOptions>()
            .Bind(section)
            .Validate(
                IsSecure,
                "EventGrid:TopicEndpoint must be an absolute https URL, such as https://<topic>.<region>.eventgrid.azure.net/api/events.")
            .Validate(options => options.Timeout > TimeSpan.Zero, "EventGrid:Timeout must be above 0.")
            .ValidateOnStart();
        if (string.IsNullOrEmpty(section[nameof(EventGridOptions.TopicEndpoint)]))
        {
            return services.AddSingleton<IEventPublisher, DirectToQueues>();
        }

        // DefaultAzureCredential takes the user-assigned identity that AZURE_CLIENT_ID names.
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services.AddSingleton<IEventPublisher>(Publisher);
    }

    private static EventGridPublisher Publisher(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<EventGridOptions>>().Value;
        var time = provider.GetRequiredService<TimeProvider>();
        var chance = provider.GetRequiredService<Random>();
        return new EventGridPublisher(Client(provider, options), PublishRetries.Create(options.Timeout, time, chance), time);
    }

    // The client tries once: retries are ours, because they run on our clock and split what is refused.
    private static EventGridPublisherClient Client(IServiceProvider provider, EventGridOptions options)
    {
        var how = new EventGridPublisherClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = Timeout.InfiniteTimeSpan } };
        if (provider.GetService<HttpPipelineTransport>() is { } transport)
        {
            how.Transport = transport;
        }

        return options.Key.Length > 0
            ? new EventGridPublisherClient(options.TopicEndpoint, new AzureKeyCredential(options.Key), how)
            : new EventGridPublisherClient(options.TopicEndpoint, provider.GetRequiredService<TokenCredential>(), how);
    }

    private static bool IsSecure(EventGridOptions options) =>
        options.TopicEndpoint is null or { IsAbsoluteUri: true, Scheme: "https" };
}
