using Azure.Core;
using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

/// <summary>Makes the one client that a process needs.</summary>
public static class CosmosClients
{
    /// <summary>The client's options; documents are written and read as streams, so its serializer sees none of them.</summary>
    public static CosmosClientOptions OptionsOf(CosmosOptions options) => new()
    {
        ApplicationName = "pipeline",
        ConnectionMode = options.ConnectionMode,
        AllowBulkExecution = false,
        EnableContentResponseOnWrite = false,
        // CosmosPolicy decides about throttled requests; a second layer of retries would multiply with it.
        MaxRetryAttemptsOnRateLimitedRequests = 0,
        RequestTimeout = options.RequestTimeout,
    };

    /// <summary>A client by identity, or by connection string where one is given.</summary>
    public static CosmosClient Create(CosmosOptions options, TokenCredential credential, CosmosClientOptions clientOptions) =>
        options.ConnectionString is { } connection
            ? new CosmosClient(connection, clientOptions)
            : new CosmosClient(options.AccountEndpoint, credential, clientOptions);
}
