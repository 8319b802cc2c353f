using System.Text.Json;
using Pipeline.Infrastructure.Tests.Deployments;

namespace Pipeline.Infrastructure.Tests.Containers;

/// <summary>Where a deployment differs from containers.json.</summary>
internal static class ContainerFindings
{
    public static IEnumerable<string> Of(Deployment deployment, ContainersFile file)
    {
        var deployed = deployment.Of("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers").ToDictionary(each => each.Name);
        return
        [
            .. file.Containers.Keys.Except(deployed.Keys).Select(name => $"container {name} is missing"),
            .. deployed.Keys.Except(file.Containers.Keys).Select(name => $"container {name} is not in containers.json"),
            .. file.Containers.Where(entry => deployed.ContainsKey(entry.Key)).SelectMany(entry => Of(deployed[entry.Key], entry.Value)),
        ];
    }

    private static IEnumerable<string> Of(DeployedResource container, ContainerEntry entry)
    {
        var key = container.At("resource", "partitionKey", "paths")[0].GetString();
        if (key != entry.PartitionKey)
        {
            yield return $"container {container.Name} has the key {key}";
        }

        var ttl = container.At("resource", "defaultTtl");
        if ((ttl.ValueKind == JsonValueKind.Number ? ttl.GetInt32() : (int?)null) != entry.TtlSeconds)
        {
            yield return $"container {container.Name} has the time to live {ttl}";
        }

        if (!Paths(container, "includedPaths").SequenceEqual(entry.IndexedPaths))
        {
            yield return $"container {container.Name} indexes {string.Join(", ", Paths(container, "includedPaths"))}";
        }

        if (Paths(container, "excludedPaths").Contains("/*") == entry.IndexedPaths.Contains("/*"))
        {
            yield return $"container {container.Name} indexes what it need not";
        }
    }

    private static IEnumerable<string> Paths(DeployedResource container, string list) =>
        container.At("resource", "indexingPolicy", list).EnumerateArray().Select(each => each.GetProperty("path").GetString()!);
}
