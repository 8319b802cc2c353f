namespace Pipeline.Operations;

/// <summary>How the pipeline is doing.</summary>
/// <param name="Events">How many events the log holds.</param>
/// <param name="DuplicatesSuppressed">Events and payments that came again and had no second effect, since the start.</param>
public sealed record PipelineStats(
    long Events,
    IReadOnlyList<QueueStats> Queues,
    SagaStats Sagas,
    long OpenDeadLetters,
    long DuplicatesSuppressed,
    IReadOnlyDictionary<string, long> Counters);
