using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Cosmos;
using Pipeline.Failures;

namespace Pipeline.Functions.Relay;

/// <summary>How many changes wait for the relay, as Cosmos DB estimates it from the triggers' own leases.</summary>
public sealed class ChangeFeedLag(CosmosClient client, IOptions<ChangeFeedOptions> options)
{
    /// <summary>The containers whose feeds are relayed.</summary>
    public static IReadOnlyList<string> Containers { get; } = [CosmosContainers.Orders, CosmosContainers.Events];

    /// <summary>The estimate for one container; null until its trigger has made leases.</summary>
    /// <exception cref="FailureException">Cosmos DB could not be reached.</exception>
    public async Task<long?> ReadAsync(string container, CancellationToken cancellation)
    {
        var database = CosmosContainers.Default.Database;
        var estimator = client.GetContainer(database, container).GetChangeFeedEstimator(
            options.Value.PrefixOf(container), client.GetContainer(database, CosmosContainers.Leases));
        try
        {
            long? lag = null;
            using var leases = estimator.GetCurrentStateIterator();
            while (leases.HasMoreResults)
            {
                foreach (var lease in await leases.ReadNextAsync(cancellation))
                {
                    lag = (lag ?? 0) + lease.EstimatedLag;
                }
            }

            return lag;
        }
        catch (CosmosException error)
        {
            throw new FailureException(new Transient("cosmos-unreachable", $"Cosmos DB: {(int)error.StatusCode}: {error.Message}"), error);
        }
    }
}

/// <summary>The change feeds' leases.</summary>
public sealed record ChangeFeedOptions
{
    /// <summary>
    /// What this deployment's leases begin with (setting <c>LeasePrefix</c>): a run on a developer's machine then reads the feed beside the
    /// one on Azure instead of taking a share of it.
    /// </summary>
    public string LeasePrefix { get; set; } = "";

    /// <summary>The prefix of the leases of one container's feed, as the triggers have it.</summary>
    public string PrefixOf(string container) => $"{LeasePrefix}-{container}";
}
