using System.Collections.Immutable;

namespace Pipeline.Sagas;

/// <summary>Everything a saga instance knows. <see cref="SagaNext.Of"/> derives from it what the interpreter does next.</summary>
public sealed record SagaState
{
    public required string SagaId { get; init; }

    public required string Definition { get; init; }

    public required int DefinitionVersion { get; init; }

    public SagaPhase Phase { get; init; }

    public SagaMode Mode { get; init; }

    /// <summary>Index of the current step.</summary>
    public int Step { get; init; }

    /// <summary>The activity that runs, is retried or is delayed.</summary>
    public string? Activity { get; init; }

    public int Attempt { get; init; }

    /// <summary>Counts what the saga has set out to do; a result or deadline of an earlier turn is stale and changes nothing.</summary>
    public long Turn { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Registered undos; the last one is undone first, and leaves the list when it is done.</summary>
    public ImmutableArray<string> Undo { get; init; } = [];

    public ImmutableArray<SagaSignal> Signals { get; init; } = [];

    /// <summary>Why it compensates or is to compensate.</summary>
    public string? Reason { get; init; }

    public bool CancelRequested { get; init; }

    /// <summary>Set when the saga had completed and only something surplus is undone: it ends as completed again.</summary>
    public bool HadCompleted { get; init; }

    /// <summary>The newest failure of an activity.</summary>
    public string? LastError { get; init; }

    /// <summary>The data of the event that started it, as JSON.</summary>
    public string? Input { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>The newest event that moved it; the cause of what its activities do.</summary>
    public string? CausationId { get; init; }

    public string? TraceParent { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
