using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.DeadLetters;

/// <summary>Port: the dead-letter store.</summary>
public interface IDeadLetters
{
    /// <summary>Keeps an event that its queue cannot handle; the same queue and event is kept once.</summary>
    Task AddAsync(string queue, CloudEvent cloudEvent, Failure failure, CancellationToken cancellation);

    Task<DeadLetter?> GetAsync(string id, CancellationToken cancellation);

    /// <summary>One page of dead letters, newest first; those of a status when given, those before <paramref name="after"/> (an id).</summary>
    Task<IReadOnlyList<DeadLetter>> ListAsync(DeadLetterStatus? status, string? after, int limit, CancellationToken cancellation);

    /// <summary>Sends it to its queue again; <see cref="Rejected"/> unless it is open, <see cref="NotFound"/> when there is none.</summary>
    Task<Result<DeadLetter>> ReplayAsync(string id, CancellationToken cancellation);
}
