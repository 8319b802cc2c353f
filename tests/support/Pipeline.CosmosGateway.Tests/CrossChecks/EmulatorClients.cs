using Microsoft.Azure.Cosmos;
using Pipeline.Testing;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>Makes clients of emulators on this machine.</summary>
internal static class EmulatorClients
{
    public static CosmosClient Create(Uri endpoint, HttpMessageHandler? handler = null)
    {
        var options = new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true };
        if (handler is null)
        {
            // An emulator's certificate is self-signed.
            options.ServerCertificateCustomValidationCallback = (_, _, _) => endpoint.IsLoopback;
        }
        else
        {
            options.HttpClientFactory = () => new HttpClient(handler);
        }

        return new CosmosClient(endpoint.ToString(), CosmosEmulator.Key, options);
    }
}
