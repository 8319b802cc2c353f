using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Idempotency;
using Pipeline.Identity;
using Pipeline.Operations;

namespace Pipeline.Orders;

/// <summary>Places an order, once per idempotency key if the request has one.</summary>
public sealed class OrderPlacing(OrderService orders, IOrderStore store, IIdempotencyKeys keys, IIdGenerator ids, Duplicates duplicates)
{
    /// <summary>The answer to give, which is new or stored with the key; or why the order is not placed.</summary>
    /// <param name="command">The order.</param>
    /// <param name="request">Null when the client sent no key: each such request places a new order.</param>
    /// <param name="trace">Where the request came from.</param>
    /// <param name="answer">Makes the answer from the placed order's id; it is stored with the key.</param>
    /// <param name="cancellation">Stops a request that has no key or has not claimed it yet.</param>
    /// <exception cref="FailureException">A store could not be reached.</exception>
    public async Task<Result<PlacedOrder>> PlaceAsync(
        PlaceOrder command, IdempotentRequest? request, Trace trace, Func<string, IdempotentAnswer> answer, CancellationToken cancellation)
    {
        switch (await ClaimAsync(request, cancellation))
        {
            case IdempotencyClaim.Granted granted:
                // With its key claimed, a request outlives its client: half-done work would block the key until the lease ends.
                var untilDone = request is null ? cancellation : CancellationToken.None;
                return await PlaceAsync(command, request, granted, trace, answer, untilDone);
            case IdempotencyClaim.Answered answered:
                duplicates.Add();
                return new PlacedOrder(answered.Answer, Replayed: true);
            case IdempotencyClaim.Mismatch:
                return new Permanent(
                    "idempotency-key-reused", "This Idempotency-Key was used for another body; make a new key for a new order.");
            case IdempotencyClaim.InProgress:
                return new Conflict(
                    "idempotency-key-in-progress", "A request with this Idempotency-Key is under way; try again to get its answer.");
            case var unknown:
                throw new System.Diagnostics.UnreachableException($"No rule for the claim {unknown}.");
        }
    }

    // Without a key no other request can have this order id.
    private async Task<IdempotencyClaim> ClaimAsync(IdempotentRequest? request, CancellationToken cancellation) => request is null
        ? new IdempotencyClaim.Granted(ids.Next(), ClaimId: "")
        : await keys.ClaimAsync(request.Key, request.Fingerprint, ids.Next(), cancellation);

    private async Task<Result<PlacedOrder>> PlaceAsync(
        PlaceOrder command,
        IdempotentRequest? request,
        IdempotencyClaim.Granted claim,
        Trace trace,
        Func<string, IdempotentAnswer> answer,
        CancellationToken cancellation)
    {
        if (await ExecuteAsync(command, request, claim, trace, cancellation) is { } failure)
        {
            return failure is Rejected refused ? Wrong(refused) : failure;
        }

        var placed = new PlacedOrder(answer(claim.OrderId), Replayed: false);
        if (request is not null)
        {
            await keys.CompleteAsync(request.Key, claim.ClaimId, placed.Answer, cancellation);
        }

        return placed;
    }

    private async Task<Failure?> ExecuteAsync(
        PlaceOrder command, IdempotentRequest? request, IdempotencyClaim.Granted claim, Trace trace, CancellationToken cancellation)
    {
        Failure? failure;
        try
        {
            failure = (await orders.ExecuteAsync(claim.OrderId, command, trace, cancellation)).Failure;
        }
        catch (FailureException error) when (request is not null)
        {
            // Once the claim is forgotten, a retry gets another order id, so first make sure that no order exists. If that fails too,
            // the claim stays.
            failure = await store.LoadAsync(claim.OrderId, cancellation) is null ? error.Failure : null;
        }

        // The order exists: an earlier request of this key placed it and crashed before it answered.
        if (failure is null or Conflict { Code: OrderDecider.ExistsCode })
        {
            return null;
        }

        // A write that may still land must not meet a second order of the same key: the claim stays, and a retry gets the same order id.
        if (request is not null && failure is not Transient { MayHaveHappened: true })
        {
            await keys.ForgetAsync(request.Key, claim.ClaimId, cancellation);
        }

        return failure;
    }

    // No other state would accept a refused new order, so it is the request that is invalid.
    private static Invalid Wrong(Rejected refused) =>
        new(refused.Code, refused.Detail, new Dictionary<string, string[]> { ["lines"] = [refused.Detail] });
}

/// <summary>The answer to a placed order, and whether it was already given.</summary>
public sealed record PlacedOrder(IdempotentAnswer Answer, bool Replayed);
