using System.Collections.Concurrent;
using System.Text.Json;
using Pipeline.Embedded.Work;
using Pipeline.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Sagas;

/// <summary>
/// The definitions that this file's sagas were started with, each stored once and whole, settings such as time-outs included: a saga
/// runs to its end by the definition it started with, whatever a newer program registers.
/// </summary>
internal sealed class SagaDefinitions(Database database, SagaCatalog catalog)
{
    private readonly ConcurrentDictionary<SagaDefinition, long> _ids = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<long, SagaDefinition?> _byId = new();

    /// <summary>The id of a registered definition, which is stored if it is new.</summary>
    public long IdOf(Transaction transaction, SagaDefinition definition)
    {
        if (_ids.TryGetValue(definition, out var known))
        {
            return known;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(definition, SagaJson.Default.SagaDefinition);
        transaction.Sql("INSERT OR IGNORE INTO saga_definitions (name, version, definition) VALUES (?, ?, ?)")
            .Bind(definition.Name).Bind(definition.Version).Bind(json).Run();
        var id = transaction.Sql("SELECT id FROM saga_definitions WHERE name = ? AND version = ? AND definition = ?")
            .Bind(definition.Name).Bind(definition.Version).Bind(json).First(row => row.Number(0));
        transaction.AfterCommit(() => _ids[definition] = id);
        return id;
    }

    /// <summary>
    /// Stores every registered definition, so that sagas started before definitions were stored find theirs in later versions too.
    /// </summary>
    public void KeepRegistered(Transaction transaction)
    {
        foreach (var definition in catalog.Definitions)
        {
            IdOf(transaction, definition);
        }
    }

    /// <summary>
    /// The definition of a saga, or null when neither the file nor the program has it. A saga started before definitions were stored
    /// gets the first one stored of its name and version.
    /// </summary>
    public SagaDefinition? Of(SagaState saga, long? id) => id is { } own
        ? _byId.GetOrAdd(own, key => database.Read(connection => connection
            .Sql("SELECT definition FROM saga_definitions WHERE id = ?").Bind(key).First(Read)))
        : database.Read(connection => connection
            .Sql("SELECT definition FROM saga_definitions WHERE name = ? AND version = ? ORDER BY id LIMIT 1")
            .Bind(saga.Definition).Bind(saga.DefinitionVersion).First(Read))
            ?? catalog.Find(saga.Definition, saga.DefinitionVersion);

    // A program older than the file may not be able to read it; such sagas need attention, as those without a definition do.
    private static SagaDefinition? Read(Statement row) => StoredJson.Read(
        row.Blob(0),
        SagaJson.Default.SagaDefinition,
        definition => !definition.Steps.IsDefaultOrEmpty && definition.UndoRetry is not null
            && definition.Steps.All(step => step is { Activity: not null, Retry: not null }));
}
