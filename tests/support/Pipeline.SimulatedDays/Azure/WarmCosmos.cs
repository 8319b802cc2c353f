using Microsoft.Azure.Cosmos;
using Pipeline.Azure.Cosmos;
using Pipeline.CosmosGateway;
using Pipeline.EventGridEndpoint;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>
/// One real client for all days of this process, on the documents of the day. It outlives the app's instances, which a real one does not:
/// its first calls fill caches on threads of its own, and what it keeps is only where containers are, the same every day.
/// </summary>
internal static class WarmCosmos
{
    private static readonly Switch Current = new();
    private static CosmosClient? _client;

    /// <summary>The client, on these documents, whose containers are made.</summary>
    public static CosmosClient On(InMemoryCosmos cosmos)
    {
        Current.To = new HttpMessageInvoker(cosmos.Handler, disposeHandler: false);
        _client ??= Create(cosmos);
        CosmosSetup.EnsureCreatedAsync(_client, default).GetAwaiter().GetResult();
        return _client;
    }

    private static CosmosClient Create(InMemoryCosmos cosmos)
    {
        var options = new CosmosOptions { AccountEndpoint = cosmos.Endpoint.ToString() };
        var clientOptions = CosmosClients.OptionsOf(options);
        cosmos.Connect(clientOptions);
        clientOptions.HttpClientFactory = () => new HttpClient(Current, disposeHandler: false);
        return CosmosClients.Create(options, new EventGridToken(), clientOptions);
    }

    private sealed class Switch : HttpMessageHandler
    {
        public HttpMessageInvoker? To { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            To!.SendAsync(request, cancellationToken);
    }
}
