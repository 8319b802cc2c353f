using System.Text.Json;
using Pipeline.Embedded.Work;
using Pipeline.Failures;
using Pipeline.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Sagas;

/// <summary>
/// Sagas in the engine's file. Inputs are decided inside the transaction that saves the new state: the one writer serialises all
/// inputs of a saga, without locks and without conflicts.
/// </summary>
internal sealed class SqliteSagas(
    Database database, Writer writer, SagaCatalog catalog, SagaDefinitions definitions, TimeProvider time) : ISagaOperations
{
    // Only sagas that have not ended, and only on the writer's thread.
    private readonly GenerationCache<Running> _cache = new(capacity: 4_096);

    private Action<SagaState> _takeTurn = _ => { };

    /// <summary>Sets who acts on each new turn, once it is committed.</summary>
    public void Connect(Action<SagaState> takeTurn) => _takeTurn = takeTurn;

    public Task<SagaState?> GetAsync(string sagaId, CancellationToken cancellation) =>
        Task.FromResult(database.Read(connection => connection
        .Sql("SELECT " + SagaRow.Columns + " FROM sagas WHERE saga_id = ?").Bind(sagaId).First(SagaRow.Read))?.Shown);

    public Task<IReadOnlyList<SagaState>> ListAsync(SagaPhase? phase, string? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SagaState>>([.. database.Read(connection => connection.Sql(Choose(phase))
            .Bind(phase?.Name()).Bind(after).Bind(limit).All(SagaRow.Read)).Select(row => row.Shown)]);

    public Task<Result<SagaState>> ResumeAsync(string sagaId, CancellationToken cancellation) =>
        writer.RunAsync<Result<SagaState>>(transaction =>
    {
        if (Load(transaction, sagaId) is not { } running)
        {
            return new NotFound("saga-not-found", $"There is no saga {sagaId}.");
        }

        var (saga, definition, _) = running;
        return definition is null ? running.WhyNot
            : saga.Phase == SagaPhase.NeedsAttention ? Decide(transaction, saga, definition, new Resumed())
            : new Rejected("saga-not-resumable", $"Saga {sagaId} is {saga.Phase.Name()}; only one that needs attention can be resumed.");
    });

    /// <summary>Starts a saga unless it exists.</summary>
    public void Start(Transaction transaction, string name, SagaStart start)
    {
        if (Load(transaction, start.SagaId) is null)
        {
            var definition = catalog.Newest(name);
            var state = SagaDecider.Start(definition, start, time.GetUtcNow());
            transaction.Sql("INSERT INTO sagas (saga_id, definition, phase, state, definition_id) VALUES (?, ?, ?, ?, ?)")
                .Bind(state.SagaId).Bind(state.Definition).Bind(state.Phase.Name()).Bind(Write(state))
                .Bind(definitions.IdOf(transaction, definition)).Run();
            Keep(transaction, state, definition, isNewTurn: true);
        }
    }

    /// <summary>Feeds an input; a missing saga is a transient failure: it may not have started yet.</summary>
    public Failure? Feed(Transaction transaction, string sagaId, SagaInput input)
    {
        if (Load(transaction, sagaId) is not { } running)
        {
            return new Transient("saga-not-found", $"There is no saga {sagaId} yet.");
        }

        if (running.Definition is null)
        {
            return running.WhyNot;
        }

        Decide(transaction, running.Saga, running.Definition, input);
        return null;
    }

    /// <summary>
    /// Every saga that has not ended: those that go on as they are, and the ids of those for <see cref="TakeUp"/>, whose definition is
    /// unknown or was until now.
    /// </summary>
    public (IReadOnlyList<SagaState> Ready, IReadOnlyList<string> Others) Open()
    {
        var open = database.Read(connection => connection
            .Sql("SELECT " + SagaRow.Columns + " FROM sagas WHERE phase NOT IN ('completed', 'compensated')").All(SagaRow.Read));
        var byReadiness = open.ToLookup(row => !row.IsDamaged && !row.IsStranded && definitions.Of(row.Saga, row.DefinitionId) is not null);
        return ([.. byReadiness[true].Select(row => row.Saga)], [.. byReadiness[false].Select(row => row.Saga.SagaId)]);
    }

    /// <summary>
    /// Stores what is registered, marks the sagas whose definition is unknown, and lets those go on whose definition is back.
    /// </summary>
    public int TakeUp(Transaction transaction, IReadOnlyList<string> sagaIds)
    {
        definitions.KeepRegistered(transaction);
        foreach (var (saga, definition, isDamaged) in sagaIds.Select(id => Load(transaction, id)).OfType<Running>())
        {
            var shown = definition is null && !isDamaged ? SagaRow.Stranded(saga) : saga;
            transaction.Sql("UPDATE sagas SET phase = ? WHERE saga_id = ?").Bind(shown.Phase.Name()).Bind(saga.SagaId).Run();
            transaction.AfterCommit(() => _takeTurn(shown));
        }

        return sagaIds.Count;
    }

    private SagaState Decide(Transaction transaction, SagaState saga, SagaDefinition definition, SagaInput input)
    {
        var now = time.GetUtcNow();
        var current = saga.AsOf(now);
        var next = SagaDecider.Decide(definition, current, input, now);
        if (!ReferenceEquals(next, current))
        {
            transaction.Sql("UPDATE sagas SET phase = ?, state = ? WHERE saga_id = ?")
                .Bind(next.Phase.Name()).Bind(Write(next)).Bind(next.SagaId).Run();
            Keep(transaction, next, definition, isNewTurn: next.Turn != saga.Turn);
        }

        return next;
    }

    private Running? Load(Transaction transaction, string sagaId) => _cache.TryGet(sagaId, out var known) ? known
        : transaction.Sql("SELECT " + SagaRow.Columns + " FROM sagas WHERE saga_id = ?").Bind(sagaId).First(SagaRow.Read) is { } row
            ? new Running(row.Saga, row.IsDamaged ? null : definitions.Of(row.Saga, row.DefinitionId), row.IsDamaged)
            : null;

    private void Keep(Transaction transaction, SagaState state, SagaDefinition definition, bool isNewTurn)
    {
        _cache.Set(state.SagaId, new Running(state, definition));
        transaction.AfterRollback(() => _cache.Remove(state.SagaId));
        if (isNewTurn)
        {
            transaction.AfterCommit(() => _takeTurn(state));
        }

        if (state.Phase.IsEnded())
        {
            transaction.AfterCommit(() => _cache.Remove(state.SagaId));
        }
    }

    private static string Choose(SagaPhase? phase) => phase is null or SagaPhase.Completed or SagaPhase.Compensated
        ? "SELECT " + SagaRow.Columns + " FROM sagas WHERE (?1 IS NULL OR phase = ?1) AND (?2 IS NULL OR saga_id < ?2) "
            + "ORDER BY saga_id DESC LIMIT ?3"
        : "SELECT " + SagaRow.Columns + " FROM sagas WHERE phase NOT IN ('completed', 'compensated') "
            + "AND phase = ?1 AND (?2 IS NULL OR saga_id < ?2) "
            + "ORDER BY saga_id DESC LIMIT ?3";

    private static byte[] Write(SagaState state) => JsonSerializer.SerializeToUtf8Bytes(state, SagaJson.Default.SagaState);

    /// <summary>A saga and the definition it runs by; null when that is unknown or the saga is damaged.</summary>
    private sealed record Running(SagaState Saga, SagaDefinition? Definition, bool IsDamaged = false)
    {
        public Failure WhyNot => SagaRow.WhyNot(Saga, IsDamaged);
    }
}
