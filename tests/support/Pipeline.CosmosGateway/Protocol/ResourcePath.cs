namespace Pipeline.CosmosGateway.Protocol;

/// <summary>A path such as <c>/dbs/d/colls/c/docs/id</c>; names may also be resource ids.</summary>
internal sealed record ResourcePath(ResourceKind Kind, string? Database, string? Container, string? Document)
{
    public static ResourcePath Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            [] => new(ResourceKind.Account, null, null, null),
            ["dbs"] => new(ResourceKind.Databases, null, null, null),
            ["dbs", var d] => new(ResourceKind.Database, d, null, null),
            ["dbs", var d, "colls"] => new(ResourceKind.Containers, d, null, null),
            ["dbs", var d, "colls", var c] => new(ResourceKind.Container, d, c, null),
            ["dbs", var d, "colls", var c, "pkranges"] => new(ResourceKind.PartitionKeyRanges, d, c, null),
            ["dbs", var d, "colls", var c, "docs"] => new(ResourceKind.Documents, d, c, null),
            ["dbs", var d, "colls", var c, "docs", var id] => new(ResourceKind.Document, d, c, id),
            _ => new(ResourceKind.Other, null, null, null),
        };
    }
}
