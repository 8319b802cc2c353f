using Pipeline.CosmosGateway.Partitions;

namespace Pipeline.CosmosGateway.Protocol;

/// <summary>A request, parsed.</summary>
internal sealed record CosmosRequest(
    OperationKind Kind, ResourcePath Path, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    public PartitionKeyValue? PartitionKey =>
        Header(HeaderNames.PartitionKey) is { } json ? PartitionKeyValue.Parse(json) : null;

    /// <summary>The id of the one range asked for; the client may send it with the container's id before it.</summary>
    public string? RangeId => Header(HeaderNames.PartitionKeyRangeId)?.Split(',')[^1];

    public int MaxItemCount =>
        int.TryParse(Header(HeaderNames.MaxItemCount), out var count) && count > 0 ? count : DefaultPageSize;

    /// <summary>Whether the client wants no document back from a write.</summary>
    public bool Minimal => string.Equals(Header(HeaderNames.Prefer), "return=minimal", StringComparison.OrdinalIgnoreCase);

    private const int DefaultPageSize = 100;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public bool Flag(string name) => bool.TryParse(Header(name), out var set) && set;

    public static async Task<CosmosRequest> Read(HttpRequestMessage message, CancellationToken cancellation)
    {
        var headers = message.Headers.Concat(message.Content?.Headers.AsEnumerable() ?? [])
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellation);
        var path = ResourcePath.Parse(message.RequestUri!.AbsolutePath);
        return new CosmosRequest(OperationKinds.Of(message.Method, path, headers), path, headers, body);
    }
}
