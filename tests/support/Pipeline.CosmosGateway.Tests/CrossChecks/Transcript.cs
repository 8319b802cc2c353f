using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>What a service answered, without what may differ from one service to the next.</summary>
public sealed class Transcript(Container container)
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public async Task<string?> Write(string what, Func<Task<ResponseMessage>> call)
    {
        using var response = await call();
        var succeeded = (int)response.StatusCode < 300;
        _lines.Add($"{what}: {(int)response.StatusCode} {(succeeded ? await Body(response) : "")}".TrimEnd());
        return response.Headers.ETag;
    }

    public void Write(string what, int status, IEnumerable<int> statuses) => _lines.Add($"{what}: {status} ({string.Join(' ', statuses)})");

    public async Task Query(string sql, string? pk = null, int? page = null, params (string Name, object Value)[] parameters)
    {
        var query = parameters.Aggregate(new QueryDefinition(sql), (q, p) => q.WithParameter(p.Name, p.Value));
        var options = new QueryRequestOptions { PartitionKey = pk is null ? null : new PartitionKey(pk), MaxItemCount = page };
        using var feed = container.GetItemQueryStreamIterator(query, requestOptions: options);
        await Feed($"{sql} [{pk}/{page}]", feed);
    }

    public async Task Feed(string what, FeedIterator feed)
    {
        var values = new List<string>();
        var status = HttpStatusCode.OK;
        while (feed.HasMoreResults && status == HttpStatusCode.OK)
        {
            using var response = await feed.ReadNextAsync();
            status = response.StatusCode;
            if (status == HttpStatusCode.OK)
            {
                var json = await JsonNode.ParseAsync(response.Content);
                values.AddRange(json!["Documents"]!.AsArray().Select(Plain));
            }
        }

        _lines.Add($"{what}: {(int)status} {string.Join(' ', values)}");
    }

    private static async Task<string> Body(ResponseMessage response) =>
        response.Content is { Length: > 0 } content ? Plain(await JsonNode.ParseAsync(content)) : "";

    // Properties in a fixed order, without the system's.
    private static string Plain(JsonNode? node) => node switch
    {
        JsonObject json => $"{{{string.Join(',', json
            .Where(property => property.Key[0] != '_')
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => $"{property.Key}:{Plain(property.Value)}"))}}}",
        JsonArray array => $"[{string.Join(',', array.Select(Plain))}]",
        null => "null",
        _ => node.ToJsonString(JsonSerializerOptions.Web),
    };
}
