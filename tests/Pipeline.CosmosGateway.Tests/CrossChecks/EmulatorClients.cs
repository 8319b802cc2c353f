using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>Makes clients of emulators on this machine.</summary>
internal static class EmulatorClients
{
    // The key of every emulator, published by Microsoft.
    private const string Key = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    public static CosmosClient Create(Uri endpoint, HttpMessageHandler? handler = null)
    {
        var options = new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true };
        if (handler is null)
        {
            // An emulator's certificate is its own.
            options.ServerCertificateCustomValidationCallback = (_, _, _) => endpoint.IsLoopback;
        }
        else
        {
            options.HttpClientFactory = () => new HttpClient(handler);
        }

        return new CosmosClient(endpoint.ToString(), Key, options);
    }
}
