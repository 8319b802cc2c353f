using Pipeline.Operations;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Queues;

/// <summary>Counters in the engine's file.</summary>
internal sealed class SqliteCounters(Database database) : ICounters
{
    public static void Add(Transaction transaction, string name, long by) => transaction
        .Sql("INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value")
        .Bind(name).Bind(by).Run();

    public Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(database.Read(connection => connection
            .Sql("SELECT name, value FROM counters ORDER BY name").All(row => (Name: row.Text(0), Value: row.Number(1))))
            .ToDictionary(counter => counter.Name, counter => counter.Value));
}
