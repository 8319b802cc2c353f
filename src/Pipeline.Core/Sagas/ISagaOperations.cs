using Pipeline.Failures;

namespace Pipeline.Sagas;

/// <summary>Port: what operators see of sagas and do to them.</summary>
public interface ISagaOperations
{
    Task<SagaState?> GetAsync(string sagaId, CancellationToken cancellation);

    /// <summary>One page of sagas by descending id, which for orders is newest first.</summary>
    /// <param name="phase">Which sagas; null for all.</param>
    /// <param name="after">The last saga id of the previous page; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<IReadOnlyList<SagaState>> ListAsync(SagaPhase? phase, string? after, int limit, CancellationToken cancellation);

    /// <summary>
    /// Resumes a saga that needs attention; <see cref="Rejected"/> when it does not, <see cref="NotFound"/> when there is no such saga.
    /// </summary>
    Task<Result<SagaState>> ResumeAsync(string sagaId, CancellationToken cancellation);
}
