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

/// <summary>Section <c>Cosmos</c>; its value, where there is one, is a connection string.</summary>
public sealed record CosmosOptions
{
    /// <summary>The account, which is reached by identity.</summary>
    public string? AccountEndpoint { get; set; }

    /// <summary>For an emulator; an account on Azure has no keys.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Direct is faster; an emulator may speak Gateway only.</summary>
    public ConnectionMode ConnectionMode { get; set; } = ConnectionMode.Direct;

    /// <summary>How long one attempt of a request may take; then its outcome is unknown and it is made again.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a request may take with all its attempts; well below the lease of an idempotency key.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a request is made again before its failure is the caller's.</summary>
    public int MaxRetries { get; set; } = 6;

    /// <summary>The pause before the first retry; it doubles from one to the next, up to <see cref="MaxPause"/>.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause; when the service asks for a longer one, the caller is told so instead.</summary>
    public TimeSpan MaxPause { get; set; } = TimeSpan.FromSeconds(5);
}
