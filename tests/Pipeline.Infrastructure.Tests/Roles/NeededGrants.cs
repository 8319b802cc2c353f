namespace Pipeline.Infrastructure.Tests.Roles;

/// <summary>The required roles, each for what the code or a service does with it.</summary>
internal static class NeededGrants
{
    private const string ServiceBus = "namespaces";

    /// <summary>Without developer access.</summary>
    public static IReadOnlyList<Grant> Always { get; } =
    [
        // The Functions host: packages, keys and leases in blobs; Durable Functions in queues and tables.
        new("app", "Storage Blob Data Owner", "storageAccounts/host"),
        new("app", "Storage Queue Data Contributor", "storageAccounts/host"),
        new("app", "Storage Table Data Contributor", "storageAccounts/host"),
        // The archive, e-mails, and reading undelivered events.
        new("app", "Storage Blob Data Contributor", "storageAccounts/data"),
        // Receiving; sending retries and replays; the length of queues, for scaling and MeasureLag.
        new("app", "Service Bus Data Receiver", ServiceBus),
        new("app", "Service Bus Data Sender", ServiceBus),
        new("app", "Reader", ServiceBus),
        // The relay.
        new("app", "EventGrid Data Sender", "topics"),
        // References to secrets in the settings.
        new("app", "Key Vault Secrets User", "vaults"),
        // Telemetry without a key.
        new("app", "Monitoring Metrics Publisher", "components"),
        // The documents.
        new("app", "Cosmos DB Built-in Data Contributor", "databaseAccounts"),
        // Event Grid delivers to the queues, and keeps what it cannot deliver.
        new("topic", "Service Bus Data Sender", ServiceBus),
        new("topic", "Storage Blob Data Contributor", "containers/undelivered"),
        new("system-topic", "Storage Blob Data Contributor", "containers/undelivered-notices"),
        // The deployer sets the webhook secret.
        new("deployer", "Key Vault Secrets Officer", "vaults"),
    ];

    /// <summary>With developer access, the deployer may do what the app does with data.</summary>
    public static IEnumerable<Grant> WithDeveloper { get; } =
        Always.Concat(Always
            .Where(grant => grant.Who == "app" && grant.Scope is not ("vaults" or "components"))
            .Select(grant => grant with { Who = "deployer" }));
}
