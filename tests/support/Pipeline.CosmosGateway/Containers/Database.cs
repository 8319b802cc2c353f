using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Containers;

/// <summary>A database: its containers by name.</summary>
internal sealed class Database(Account account, string id, int number, int ranges)
{
    private readonly ConcurrentDictionary<string, Container> _containers = new(StringComparer.Ordinal);
    private int _created;

    public string Id => id;

    public string Rid { get; } = ResourceIds.Database(number);

    public IEnumerable<Container> Containers => _containers.Values.OrderBy(container => container.Rid, StringComparer.Ordinal);

    public Container Create(JsonObject definition)
    {
        var container = new Container(
            account.Time, ContainerSettings.Parse(definition), number, Interlocked.Increment(ref _created), ranges);
        return _containers.TryAdd(container.Settings.Id, container) ? container : throw CosmosFailure.Conflict();
    }

    public Container? Container(string nameOrRid) =>
        _containers.GetValueOrDefault(nameOrRid) ?? _containers.Values.FirstOrDefault(container => container.Rid == nameOrRid);

    public bool Delete(Container container) => _containers.TryRemove(container.Settings.Id, out _);

    public JsonObject Describe() => new()
    {
        ["id"] = id,
        ["_rid"] = Rid,
        ["_self"] = $"dbs/{Rid}/",
        ["_etag"] = "\"00000000-0000-0000-0000-000000000000\"",
        ["_colls"] = "colls/",
        ["_users"] = "users/",
        ["_ts"] = account.Time.GetUtcNow().ToUnixTimeSeconds(),
    };
}
