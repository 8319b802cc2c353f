using Pipeline.Infrastructure.Tests.Deployments;

namespace Pipeline.Infrastructure.Tests.Roles;

/// <summary>Which roles a deployment lacks, and which it grants without need.</summary>
internal static class RoleFindings
{
    // From Azure's list of built-in roles, not from infra/.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["00000000-0000-0000-0000-000000000002"] = "Cosmos DB Built-in Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Service Bus Data Receiver",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Service Bus Data Sender",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["acdd72a7-3385-48ef-bd42-f606fba81ae7"] = "Reader",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["d5a91429-5739-47e2-a06b-3470a27159e7"] = "EventGrid Data Sender",
    };

    public static IEnumerable<string> Of(Deployment deployment, IEnumerable<Grant> needed)
    {
        var given = deployment.Of("Microsoft.Authorization/roleAssignments")
            .Concat(deployment.Of("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments"))
            .Select(Read)
            .ToList();
        return
        [
            .. needed.Except(given).Select(grant => $"{grant.Who} lacks {grant.Role} on {grant.Scope}"),
            .. given.Except(needed).Select(grant => $"{grant.Who} need not have {grant.Role} on {grant.Scope}"),
            .. given.GroupBy(grant => grant).Where(group => group.Count() > 1).Select(group => $"{group.Key} is given twice"),
        ];
    }

    private static Grant Read(DeployedResource assignment)
    {
        var role = assignment.TextAt("roleDefinitionId")!.Split('/')[^1];
        var scope = assignment.TextAt("scope") ?? assignment.Scope;
        return new(WhoIs(assignment.TextAt("principalId")!), Names.GetValueOrDefault(role, role), ScopeOf(scope.Split('/')));
    }

    private static string WhoIs(string principal) =>
        principal.Contains("/userAssignedIdentities/id-app-", StringComparison.Ordinal) ? "app"
        : principal.Contains("/Microsoft.EventGrid/topics/", StringComparison.Ordinal) ? "topic"
        : principal.Contains("/Microsoft.EventGrid/systemTopics/", StringComparison.Ordinal) ? "system-topic"
        : principal == Azd.Environment.Single(variable => variable.Name == "AZURE_PRINCIPAL_ID").Value ? "deployer"
        : principal;

    private static string ScopeOf(string[] id) => id[^2] switch
    {
        "storageAccounts" => $"storageAccounts/{(id[^1].StartsWith("sthost", StringComparison.Ordinal) ? "host" : "data")}",
        "containers" => $"containers/{id[^1]}",
        var type => type,
    };
}
