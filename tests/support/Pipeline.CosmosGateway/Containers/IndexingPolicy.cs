using System.Text.Json.Nodes;

namespace Pipeline.CosmosGateway.Containers;

/// <summary>Says which paths of a document are indexed; of two paths that match, the more precise one wins.</summary>
internal sealed class IndexingPolicy(IReadOnlyList<string> included, IReadOnlyList<string> excluded)
{
    private readonly List<IReadOnlyList<string>> _included = [.. included.Select(Split)];
    private readonly List<IReadOnlyList<string>> _excluded = [.. excluded.Select(Split)];

    public static IndexingPolicy Parse(JsonObject definition)
    {
        if (definition["indexingPolicy"] is not JsonObject policy)
        {
            definition["indexingPolicy"] = policy = new JsonObject
            {
                ["indexingMode"] = "consistent",
                ["automatic"] = true,
                ["includedPaths"] = new JsonArray(new JsonObject { ["path"] = "/*" }),
                ["excludedPaths"] = new JsonArray(new JsonObject { ["path"] = "/\"_etag\"/?" }),
            };
        }

        if (string.Equals((string?)policy["indexingMode"], "none", StringComparison.OrdinalIgnoreCase))
        {
            return new IndexingPolicy([], ["/*"]);
        }

        var excluded = Paths(policy, "excludedPaths");
        var included = Paths(policy, "includedPaths");
        return new IndexingPolicy(included.Count == 0 && excluded.Count == 0 ? ["/*"] : included, excluded);
    }

    /// <summary>Splits <c>/a/"b-c"/?</c> into its names.</summary>
    public static IReadOnlyList<string> Split(string path) =>
        [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim('"'))];

    public bool Covers(IReadOnlyList<string> path)
    {
        // The service always indexes these two.
        if (path is ["id"] or ["_ts"])
        {
            return true;
        }

        return Precision(_included, path) is { } inside && inside > (Precision(_excluded, path) ?? -1);
    }

    private static int? Precision(List<IReadOnlyList<string>> patterns, IReadOnlyList<string> path) =>
        patterns.Where(pattern => Matches(pattern, path)).Select(pattern => (int?)(2 * pattern.Count + (pattern[^1] == "*" ? 0 : 1))).Max();

    private static bool Matches(IReadOnlyList<string> pattern, IReadOnlyList<string> path)
    {
        var names = pattern.Take(pattern.Count - 1);
        return pattern[^1] switch
        {
            "*" => path.Count >= pattern.Count - 1 && names.SequenceEqual(path.Take(pattern.Count - 1)),
            "?" => names.SequenceEqual(path),
            _ => pattern.SequenceEqual(path),
        };
    }

    private static List<string> Paths(JsonObject policy, string name) =>
        policy[name] is JsonArray paths ? [.. paths.Select(path => (string)path!["path"]!)] : [];
}
