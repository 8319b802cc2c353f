namespace Pipeline.Infrastructure.Tests.Naming;

/// <summary>The resource types that are deployed, each with the newest version of its API that is not a preview.</summary>
internal static class AllowedTypes
{
    public static IReadOnlyDictionary<string, string> Versions { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Authorization/roleAssignments"] = "2022-04-01",
        ["Microsoft.Consumption/budgets"] = "2024-08-01",
        ["Microsoft.DocumentDB/databaseAccounts"] = "2026-03-15",
        ["Microsoft.DocumentDB/databaseAccounts/sqlDatabases"] = "2026-03-15",
        ["Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers"] = "2026-03-15",
        ["Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments"] = "2026-03-15",
        ["Microsoft.EventGrid/systemTopics"] = "2025-02-15",
        ["Microsoft.EventGrid/systemTopics/eventSubscriptions"] = "2025-02-15",
        ["Microsoft.EventGrid/topics"] = "2025-02-15",
        ["Microsoft.EventGrid/topics/eventSubscriptions"] = "2025-02-15",
        ["Microsoft.Insights/actionGroups"] = "2023-01-01",
        ["Microsoft.Insights/components"] = "2020-02-02",
        // Newer versions are previews.
        ["Microsoft.Insights/diagnosticSettings"] = "2021-05-01-preview",
        ["Microsoft.Insights/metricAlerts"] = "2026-01-01",
        ["Microsoft.Insights/scheduledQueryRules"] = "2026-03-01",
        ["Microsoft.Insights/workbooks"] = "2023-06-01",
        ["Microsoft.KeyVault/vaults"] = "2026-02-01",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "2024-11-30",
        ["Microsoft.Network/networkSecurityGroups"] = "2025-07-01",
        ["Microsoft.Network/privateDnsZones"] = "2024-06-01",
        ["Microsoft.Network/privateDnsZones/virtualNetworkLinks"] = "2024-06-01",
        ["Microsoft.Network/privateEndpoints"] = "2025-07-01",
        ["Microsoft.Network/privateEndpoints/privateDnsZoneGroups"] = "2025-07-01",
        ["Microsoft.Network/virtualNetworks"] = "2025-07-01",
        ["Microsoft.Network/virtualNetworks/subnets"] = "2025-07-01",
        ["Microsoft.OperationalInsights/workspaces"] = "2026-03-01",
        ["Microsoft.Resources/resourceGroups"] = "2025-04-01",
        ["Microsoft.ServiceBus/namespaces"] = "2026-01-01",
        ["Microsoft.ServiceBus/namespaces/networkRuleSets"] = "2026-01-01",
        ["Microsoft.ServiceBus/namespaces/queues"] = "2026-01-01",
        ["Microsoft.Storage/storageAccounts"] = "2026-04-01",
        ["Microsoft.Storage/storageAccounts/blobServices"] = "2026-04-01",
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = "2026-04-01",
        ["Microsoft.Storage/storageAccounts/managementPolicies"] = "2026-04-01",
        ["Microsoft.Storage/storageAccounts/queueServices"] = "2026-04-01",
        ["Microsoft.Storage/storageAccounts/tableServices"] = "2026-04-01",
        ["Microsoft.Web/serverfarms"] = "2025-03-01",
        ["Microsoft.Web/sites"] = "2025-03-01",
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies"] = "2025-03-01",
    };
}
