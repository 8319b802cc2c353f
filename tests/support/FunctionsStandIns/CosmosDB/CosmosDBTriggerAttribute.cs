using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public sealed class CosmosDBTriggerAttribute(string databaseName, string containerName) : TriggerBindingAttribute
{
    public string ContainerName { get; private set; } = containerName;

    public string DatabaseName { get; private set; } = databaseName;

    public string? Connection { get; set; }

    public string? LeaseContainerName { get; set; }

    public string? LeaseDatabaseName { get; set; }

    public string? LeaseConnection { get; set; }

    public bool CreateLeaseContainerIfNotExists { get; set; }

    public string? LeaseContainerPrefix { get; set; }

    public int FeedPollDelay { get; set; }

    public int MaxItemsPerInvocation { get; set; }

    public bool StartFromBeginning { get; set; }
}
