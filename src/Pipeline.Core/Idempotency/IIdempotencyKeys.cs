namespace Pipeline.Idempotency;

/// <summary>Port: what clients' Idempotency-Key headers were used for.</summary>
public interface IIdempotencyKeys
{
    /// <summary>
    /// Claims a key for a request. The first claim, and one after a claim whose request never finished, may go on;
    /// they are given the same order id, so that what was half done is completed and not done twice.
    /// </summary>
    /// <param name="key">The client's key.</param>
    /// <param name="fingerprint">A hash of the request's body.</param>
    /// <param name="proposedOrderId">The id that the order gets if this is the first claim.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<IdempotencyClaim> ClaimAsync(string key, string fingerprint, string proposedOrderId, CancellationToken cancellation);

    /// <summary>Stores the answer that every later request with this key gets. Nothing happens when the claim has passed to another request.</summary>
    Task CompleteAsync(string key, string claimId, IdempotentAnswer answer, CancellationToken cancellation);

    /// <summary>
    /// Gives a claim back whose request was refused or failed, so that the client may try again at once. Nothing happens when it was
    /// answered, or has passed to another request.
    /// </summary>
    Task ForgetAsync(string key, string claimId, CancellationToken cancellation);
}
