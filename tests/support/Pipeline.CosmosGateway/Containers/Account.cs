using System.Collections.Concurrent;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Containers;

/// <summary>The databases of the account.</summary>
internal sealed class Account(TimeProvider time, int ranges)
{
    private readonly ConcurrentDictionary<string, Database> _databases = new(StringComparer.Ordinal);
    private int _created;

    public TimeProvider Time => time;

    public Database CreateDatabase(string id)
    {
        var database = new Database(this, id, Interlocked.Increment(ref _created), ranges);
        return _databases.TryAdd(id, database) ? database : throw CosmosFailure.Conflict();
    }

    public Database? Database(string nameOrRid) =>
        _databases.GetValueOrDefault(nameOrRid) ?? _databases.Values.FirstOrDefault(database => database.Rid == nameOrRid);

    public bool Delete(Database database) => _databases.TryRemove(database.Id, out _);

    public Container? Container(string? database, string? container) => Database(database!)?.Container(container!);
}
