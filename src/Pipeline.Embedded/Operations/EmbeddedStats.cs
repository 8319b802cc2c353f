using Pipeline.Embedded.DeadLetters;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Queues;
using Pipeline.Embedded.Sagas;
using Pipeline.Operations;

namespace Pipeline.Embedded.Operations;

/// <summary>How the embedded engine is doing.</summary>
internal sealed class EmbeddedStats(
    EventLog log,
    QueueSet queues,
    SagaRunner sagas,
    SqliteDeadLetters deadLetters,
    ICounters counters,
    DamageSearch damage,
    Duplicates duplicates) : IPipelineStats
{
    public async Task<PipelineStats> ReadAsync(CancellationToken cancellation) => new(
        log.Head, queues.Stats, sagas.Stats, deadLetters.CountOpen(), duplicates.Suppressed, await counters.ReadAsync(cancellation))
    {
        Damage = damage.Found,
    };
}
