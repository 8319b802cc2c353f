using System.Collections.Immutable;

namespace Pipeline.Sagas;

/// <summary>A saga as data. A changed definition gets a new version, so that running instances are left alone.</summary>
/// <param name="StartedBy">Short name of the event that starts an instance.</param>
/// <param name="CancelledBy">Short name of the event that makes an instance compensate; null when it cannot be cancelled.</param>
/// <param name="AfterCompensation">The activity that closes the books when everything is undone.</param>
/// <param name="OnAttention">The activity that tells the world that a person must look.</param>
public sealed record SagaDefinition(
    string Name,
    int Version,
    string StartedBy,
    ImmutableArray<SagaStep> Steps,
    string? CancelledBy = null,
    string? AfterCompensation = null,
    string? OnAttention = null)
{
    public RetryPolicy UndoRetry { get; init; } = RetryPolicy.Undo;

    /// <summary>Every activity that an interpreter must know.</summary>
    public IEnumerable<string> Activities() => Steps
        .SelectMany(step => new[] { step.Activity, step.Undo })
        .Append(AfterCompensation)
        .Append(OnAttention)
        .OfType<string>();
}
