namespace Pipeline.CosmosGateway.Protocol;

/// <summary>Tells from method, path and headers what a request asks for.</summary>
internal static class OperationKinds
{
    public static OperationKind Of(HttpMethod method, ResourcePath path, IReadOnlyDictionary<string, string> headers) =>
        (path.Kind, method.Method) switch
        {
            (ResourceKind.Account, "GET") => OperationKind.ReadAccount,
            (ResourceKind.Databases, "POST") => OperationKind.CreateDatabase,
            (ResourceKind.Database, "GET") => OperationKind.ReadDatabase,
            (ResourceKind.Database, "DELETE") => OperationKind.DeleteDatabase,
            (ResourceKind.Containers, "POST") => OperationKind.CreateContainer,
            (ResourceKind.Container, "GET") => OperationKind.ReadContainer,
            (ResourceKind.Container, "PUT") => OperationKind.ReplaceContainer,
            (ResourceKind.Container, "DELETE") => OperationKind.DeleteContainer,
            (ResourceKind.PartitionKeyRanges, "GET") => OperationKind.ReadPartitionKeyRanges,
            (ResourceKind.Documents, "GET") => headers.ContainsKey(HeaderNames.ChangeFeedMode)
                ? OperationKind.ChangeFeed
                : OperationKind.ReadFeed,
            (ResourceKind.Documents, "POST") => OfPost(headers),
            (ResourceKind.Document, "GET") => OperationKind.Read,
            (ResourceKind.Document, "PUT") => OperationKind.Replace,
            (ResourceKind.Document, "PATCH") => OperationKind.Patch,
            (ResourceKind.Document, "DELETE") => OperationKind.Delete,
            _ => OperationKind.Unknown,
        };

    private static OperationKind OfPost(IReadOnlyDictionary<string, string> headers) =>
        Has(headers, HeaderNames.IsQueryPlan) ? OperationKind.QueryPlan
        : Has(headers, HeaderNames.IsBatch) ? OperationKind.Batch
        : Has(headers, HeaderNames.IsQuery) ? OperationKind.Query
        : Has(headers, HeaderNames.IsUpsert) ? OperationKind.Upsert
        : OperationKind.Create;

    private static bool Has(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.TryGetValue(name, out var text) && bool.TryParse(text, out var set) && set;
}
