using System.Text.Json;
using Pipeline.Embedded.Storage;
using Pipeline.Failures;
using Pipeline.Sagas;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Sagas;

/// <summary>
/// Sagas in the engine's file. Inputs are decided inside the transaction that saves the new state: the one writer puts all inputs
/// of a saga in a line, without locks and without conflicts.
/// </summary>
internal sealed class SqliteSagas(Database database, Writer writer, SagaCatalog catalog, TimeProvider time) : ISagas
{
    // Only sagas under way, only on the writer's thread.
    private readonly GenerationCache<SagaState> _cache = new(capacity: 4_096);

    /// <summary>Called after the commit with every state that asks for something new.</summary>
    public Action<SagaState>? OnTurn { get; set; }

    public Task<SagaState?> GetAsync(string sagaId, CancellationToken cancellation) => Task.FromResult(database.Read(connection => connection
        .Sql("SELECT state FROM sagas WHERE saga_id = ?").Bind(sagaId).First(Read)));

    public Task<IReadOnlyList<SagaState>> ListAsync(SagaPhase? phase, string? after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SagaState>>(database.Read(connection => connection.Sql(Choose(phase))
            .Bind(phase?.Name()).Bind(after).Bind(limit).All(Read)));

    public Task<Result<SagaState>> ResumeAsync(string sagaId, CancellationToken cancellation) => writer.RunAsync<Result<SagaState>>(transaction =>
    {
        if (Load(transaction, sagaId) is not { } saga)
        {
            return new NotFound("saga-not-found", $"There is no saga {sagaId}.");
        }

        return saga.Phase == SagaPhase.NeedsAttention
            ? Decide(transaction, saga, new Resumed())
            : new Rejected("saga-not-resumable", $"Saga {sagaId} is {saga.Phase.Name()}; only one that needs attention can be resumed.");
    });

    /// <summary>Starts a saga unless it is there.</summary>
    public void Start(Transaction transaction, string definition, SagaStart start)
    {
        if (Load(transaction, start.SagaId) is null)
        {
            var state = SagaDecider.Start(catalog.Newest(definition), start, time.GetUtcNow());
            transaction.Sql("INSERT INTO sagas (saga_id, definition, phase, state) VALUES (?, ?, ?, ?)")
                .Bind(state.SagaId).Bind(state.Definition).Bind(state.Phase.Name()).Bind(Write(state)).Run();
            Keep(transaction, state, isNewTurn: true);
        }
    }

    /// <summary>Feeds an input; a saga that is not there is a transient failure, for it may be on its way.</summary>
    public Failure? Feed(Transaction transaction, string sagaId, SagaInput input)
    {
        if (Load(transaction, sagaId) is not { } saga)
        {
            return new Transient("saga-not-found", $"There is no saga {sagaId} yet.");
        }

        Decide(transaction, saga, input);
        return null;
    }

    /// <summary>Every saga that has not ended.</summary>
    public IReadOnlyList<SagaState> UnderWay() => database.Read(connection => connection
        .Sql("SELECT state FROM sagas WHERE phase NOT IN ('completed', 'compensated')").All(Read));

    private SagaState Decide(Transaction transaction, SagaState saga, SagaInput input)
    {
        var next = SagaDecider.Decide(catalog.Of(saga), saga, input, time.GetUtcNow());
        if (!ReferenceEquals(next, saga))
        {
            transaction.Sql("UPDATE sagas SET phase = ?, state = ? WHERE saga_id = ?")
                .Bind(next.Phase.Name()).Bind(Write(next)).Bind(next.SagaId).Run();
            Keep(transaction, next, isNewTurn: next.Turn != saga.Turn);
        }

        return next;
    }

    private SagaState? Load(Transaction transaction, string sagaId) => _cache.TryGet(sagaId, out var known) ? known
        : transaction.Sql("SELECT state FROM sagas WHERE saga_id = ?").Bind(sagaId).First(Read);

    private void Keep(Transaction transaction, SagaState state, bool isNewTurn)
    {
        _cache.Set(state.SagaId, state);
        transaction.AfterRollback(() => _cache.Remove(state.SagaId));
        if (isNewTurn)
        {
            transaction.AfterCommit(() => OnTurn?.Invoke(state));
        }

        if (state.Phase.IsEnded())
        {
            transaction.AfterCommit(() => _cache.Remove(state.SagaId));
        }
    }

    private static string Choose(SagaPhase? phase) => phase is null or SagaPhase.Completed or SagaPhase.Compensated
        ? "SELECT state FROM sagas WHERE (?1 IS NULL OR phase = ?1) AND (?2 IS NULL OR saga_id < ?2) ORDER BY saga_id DESC LIMIT ?3"
        : "SELECT state FROM sagas WHERE phase NOT IN ('completed', 'compensated') AND phase = ?1 AND (?2 IS NULL OR saga_id < ?2) ORDER BY saga_id DESC LIMIT ?3";

    private static byte[] Write(SagaState state) => JsonSerializer.SerializeToUtf8Bytes(state, SagaJson.Default.SagaState);

    private static SagaState Read(Statement row) => JsonSerializer.Deserialize(row.Blob(0), SagaJson.Default.SagaState)!;
}
