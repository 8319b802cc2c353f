using Pipeline.Failures;

namespace Pipeline.Sagas;

/// <summary>Port: what operators see of the sagas and do to them.</summary>
public interface ISagaOperations
{
    Task<SagaState?> GetAsync(string sagaId, CancellationToken cancellation);

    /// <summary>One page of sagas by descending id, which for orders is newest first; those of a phase when given, those before <paramref name="after"/> (a saga id).</summary>
    Task<IReadOnlyList<SagaState>> ListAsync(SagaPhase? phase, string? after, int limit, CancellationToken cancellation);

    /// <summary>Resumes a saga that needs attention; <see cref="Rejected"/> when it does not, <see cref="NotFound"/> when there is none.</summary>
    Task<Result<SagaState>> ResumeAsync(string sagaId, CancellationToken cancellation);
}
