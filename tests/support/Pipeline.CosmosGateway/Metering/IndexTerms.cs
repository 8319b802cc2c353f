using System.Text.Json;
using Pipeline.CosmosGateway.Containers;

namespace Pipeline.CosmosGateway.Metering;

/// <summary>The entries that a document has in the index: one for each indexed value.</summary>
internal static class IndexTerms
{
    private static readonly HashSet<string> System = ["_rid", "_self", "_etag", "_attachments", "_ts"];

    public static HashSet<string> Of(JsonElement document, IndexingPolicy indexing)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in document.EnumerateObject().Where(property => !System.Contains(property.Name)))
        {
            Collect(property.Value, [property.Name], indexing, terms);
        }

        return terms;
    }

    private static void Collect(JsonElement value, List<string> path, IndexingPolicy indexing, HashSet<string> terms)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    Collect(property.Value, [.. path, property.Name], indexing, terms);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Collect(item, [.. path, "[]"], indexing, terms);
                }

                break;
            default:
                if (indexing.Covers(path))
                {
                    terms.Add($"{string.Join('/', path)}={value.GetRawText()}");
                }

                break;
        }
    }
}
