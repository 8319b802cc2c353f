using System.Text.Json.Nodes;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Partitions;

namespace Pipeline.CosmosGateway.Containers;

/// <summary>A container: its definition and its documents.</summary>
internal sealed class Container
{
    private readonly TimeProvider _time;
    private readonly int _database;
    private readonly int _number;
    private long _documents;
    private int _version = 1;

    public Container(TimeProvider time, ContainerSettings settings, int database, int number, int ranges)
    {
        (_time, _database, _number, Settings) = (time, database, number, settings);
        Rid = ResourceIds.Container(database, number);
        Self = $"dbs/{ResourceIds.Database(database)}/colls/{Rid}/";
        Ranges = PartitionRanges.Of(ranges);
        Documents = new DocumentSet(this, time);
        Describe(settings.Definition);
    }

    public string Rid { get; }

    /// <summary>The path by resource ids.</summary>
    public string Self { get; }

    public ContainerSettings Settings { get; private set; }

    public PartitionRanges Ranges { get; }

    public DocumentSet Documents { get; }

    public (string Rid, long Number) NextDocument()
    {
        var number = Interlocked.Increment(ref _documents);
        return (ResourceIds.Document(_database, _number, number), number);
    }

    public string RangeRid(int range) => ResourceIds.Range(_database, _number, range);

    public void Replace(ContainerSettings settings)
    {
        _version++;
        Describe(settings.Definition);
        Settings = settings;
        Documents.Reschedule();
    }

    private void Describe(JsonObject definition)
    {
        definition["_rid"] = Rid;
        definition["_self"] = Self;
        definition["_etag"] = $"\"{_version:x8}-0000-0000-0000-000000000000\"";
        definition["_ts"] = _time.GetUtcNow().ToUnixTimeSeconds();
        definition["_docs"] = "docs/";
        definition["_sprocs"] = "sprocs/";
        definition["_triggers"] = "triggers/";
        definition["_udfs"] = "udfs/";
        definition["_conflicts"] = "conflicts/";
    }
}
