using Azure.Core;
using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

/// <summary>Creates the one client that a process needs.</summary>
public static class CosmosClients
{
    /// <summary>The client's options. Documents are read and written as streams, so the client's serializer is never used.</summary>
    public static CosmosClientOptions OptionsOf(CosmosOptions options) => new()
    {
        ApplicationName = "pipeline",
        ConnectionMode = options.ConnectionMode,
        AllowBulkExecution = false,
        EnableContentResponseOnWrite = false,
        // CosmosPolicy retries throttled requests; a second layer would multiply the attempts.
        MaxRetryAttemptsOnRateLimitedRequests = 0,
        RequestTimeout = options.RequestTimeout,
    };

    /// <summary>Creates a client that authenticates by identity, or by connection string where one is given.</summary>
    public static CosmosClient Create(CosmosOptions options, TokenCredential credential, CosmosClientOptions clientOptions) =>
        options.ConnectionString is { } connection
            ? new CosmosClient(connection, clientOptions)
            : new CosmosClient(options.AccountEndpoint, credential, clientOptions);
}

/// <summary>Section <c>Cosmos</c>; the section's own value, if any, is a connection string.</summary>
public sealed record CosmosOptions
{
    /// <summary>The account's address, accessed by identity.</summary>
    public string? AccountEndpoint { get; set; }

    /// <summary>For an emulator; the Azure account has keys disabled.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Direct is faster; an emulator may support Gateway only.</summary>
    public ConnectionMode ConnectionMode { get; set; } = ConnectionMode.Direct;

    /// <summary>Time-out of one attempt; its outcome is then unknown and the request is repeated.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time-out of a request with all its attempts; well below the lease of an idempotency key.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a request is repeated before its failure reaches the caller.</summary>
    public int MaxRetries { get; set; } = 6;

    /// <summary>The pause before the first retry; it doubles with each retry, up to <see cref="MaxPause"/>.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause; a longer one that the service asks for is passed on to the caller instead.</summary>
    public TimeSpan MaxPause { get; set; } = TimeSpan.FromSeconds(5);
}
