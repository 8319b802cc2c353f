using System.Text.Json;
using Pipeline.Infrastructure.Tests.Bicep;
using Pipeline.Infrastructure.Tests.Deployments;

namespace Pipeline.Infrastructure.Tests.Network;

[Collection(AzdTests.Name)]
public sealed class NetworkTests(Azd azd)
{
    private static readonly string[] Reachable =
    [
        "Microsoft.DocumentDB/databaseAccounts", "Microsoft.EventGrid/topics", "Microsoft.KeyVault/vaults",
        "Microsoft.ServiceBus/namespaces", "Microsoft.Storage/storageAccounts", "Microsoft.Web/sites",
    ];

    [BicepFact]
    public async Task No_service_accepts_keys()
    {
        var deployment = await azd.StandardAsync();

        string[] types = ["Microsoft.ServiceBus/namespaces", "Microsoft.EventGrid/topics", "Microsoft.DocumentDB/databaseAccounts"];
        foreach (var type in types)
        {
            Assert.True(deployment.Only(type).IsTrueAt("disableLocalAuth"), type);
        }

        Assert.True(deployment.Only("Microsoft.Insights/components").IsTrueAt("DisableLocalAuth"));
        Assert.True(deployment.Only("Microsoft.OperationalInsights/workspaces").IsTrueAt("features", "disableLocalAuth"));
        Assert.True(deployment.Only("Microsoft.KeyVault/vaults").IsTrueAt("enableRbacAuthorization"));
        Assert.All(deployment.Of("Microsoft.Storage/storageAccounts"),
            account => Assert.Equal(JsonValueKind.False, account.At("allowSharedKeyAccess").ValueKind));
        Assert.All(deployment.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies"),
            policy => Assert.Equal(JsonValueKind.False, policy.At("allow").ValueKind));
    }

    [BicepFact]
    public async Task Every_service_requires_TLS_1_2()
    {
        var deployment = await azd.StandardAsync();

        Assert.Equal("1.2", deployment.Only("Microsoft.ServiceBus/namespaces").TextAt("minimumTlsVersion"));
        Assert.Equal("1.2", deployment.Only("Microsoft.EventGrid/topics").TextAt("minimumTlsVersionAllowed"));
        Assert.Equal("Tls12", deployment.Only("Microsoft.DocumentDB/databaseAccounts").TextAt("minimalTlsVersion"));
        Assert.Equal("1.2", deployment.Only("Microsoft.Web/sites").TextAt("siteConfig", "minTlsVersion"));
        Assert.True(deployment.Only("Microsoft.Web/sites").IsTrueAt("httpsOnly"));
        Assert.All(
            deployment.Of("Microsoft.Storage/storageAccounts"), account => Assert.Equal("TLS1_2", account.TextAt("minimumTlsVersion")));
    }

    [BicepFact]
    public async Task Blobs_are_never_public()
    {
        var deployment = await azd.StandardAsync();

        Assert.All(deployment.Of("Microsoft.Storage/storageAccounts"),
            each => Assert.Equal(JsonValueKind.False, each.At("allowBlobPublicAccess").ValueKind));
        Assert.All(deployment.Of("Microsoft.Storage/storageAccounts/blobServices/containers"),
            each => Assert.Equal("None", each.TextAt("publicAccess")));
    }

    [BicepFact]
    public async Task Private_network_closes_every_service()
    {
        var deployment = await azd.PrivateAsync();

        foreach (var service in Reachable.SelectMany(deployment.Of))
        {
            Assert.True(IsClosed(service, deployment), service.Id);
        }
    }

    [BicepFact]
    public async Task Private_network_has_an_endpoint_and_a_name_for_every_service()
    {
        var deployment = await azd.PrivateAsync();
        var targets = deployment.Of("Microsoft.Network/privateEndpoints")
            .Select(each => each.At("privateLinkServiceConnections")[0].GetProperty("properties")
                .GetProperty("privateLinkServiceId").GetString())
            .ToList();

        Assert.Empty(Reachable.SelectMany(deployment.Of).Select(each => each.Id).Except(targets));
        Assert.Equal(targets.Count, deployment.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Count());
        Assert.Equal("Premium", deployment.Only("Microsoft.ServiceBus/namespaces").Json.GetProperty("sku").GetProperty("name").GetString());
    }

    [BicepFact]
    public async Task Network_is_not_deployed_by_default() =>
        Assert.DoesNotContain(
            (await azd.StandardAsync()).Resources, each => each.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));

    [BicepFact]
    public async Task Zones_are_optional()
    {
        var deployment = await azd.ChosenAsync();

        Assert.True(deployment.Only("Microsoft.Web/serverfarms").IsTrueAt("zoneRedundant"));
        Assert.All(deployment.Of("Microsoft.Storage/storageAccounts"),
            each => Assert.Equal("Standard_ZRS", each.Json.GetProperty("sku").GetProperty("name").GetString()));
        Assert.True(
            deployment.Only("Microsoft.DocumentDB/databaseAccounts").At("locations")[0].GetProperty("isZoneRedundant").GetBoolean());
    }

    // Closed, or behind a firewall that admits trusted services only.
    private static bool IsClosed(DeployedResource service, Deployment deployment) =>
        service.TextAt("publicNetworkAccess") == "Disabled"
        || service.TextAt("networkAcls", "defaultAction") == "Deny"
        || deployment.Of($"{service.Type}/networkRuleSets").Any(rules =>
            rules.Id.StartsWith(service.Id, StringComparison.Ordinal)
            && rules.TextAt("defaultAction") == "Deny"
            && rules.At("virtualNetworkRules").GetArrayLength() > 0);
}
