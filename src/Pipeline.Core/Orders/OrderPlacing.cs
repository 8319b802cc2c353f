using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Idempotency;
using Pipeline.Identity;
using Pipeline.Operations;

namespace Pipeline.Orders;

/// <summary>Places an order, and when the request has an idempotency key, places it once per key.</summary>
public sealed class OrderPlacing(OrderService orders, IOrderStore store, IIdempotencyKeys keys, IIdGenerator ids, Duplicates duplicates)
{
    /// <summary>The answer to give: a new one, the one that the key was answered with, or why there is none.</summary>
    /// <param name="command">The order.</param>
    /// <param name="request">Null when the client sent no key: every such request places an order of its own.</param>
    /// <param name="trace">Where the request came from.</param>
    /// <param name="answer">The answer for the id of a placed order; it is stored with the key.</param>
    /// <param name="cancellation">Stops a request without a key, and one that has not claimed its key yet.</param>
    /// <exception cref="FailureException">A store could not be reached.</exception>
    public async Task<Result<PlacedOrder>> PlaceAsync(
        PlaceOrder command, IdempotentRequest? request, Trace trace, Func<string, IdempotentAnswer> answer, CancellationToken cancellation)
    {
        switch (await ClaimAsync(request, cancellation))
        {
            case IdempotencyClaim.Granted granted:
                // From the claim on, a client that hangs up stops nothing: half done would block its key until the claim runs out.
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
                throw new System.Diagnostics.UnreachableException($"Nothing is known to do about a claim that is {unknown}.");
        }
    }

    // A request without a key is the only one of its id.
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
            // A forgotten claim gives its retry another order id, so first see that there is no order; as long as nobody can, it stays.
            failure = await store.LoadAsync(claim.OrderId, cancellation) is null ? error.Failure : null;
        }

        // A request that crashed after its order was placed has left the order to whoever takes the claim over.
        if (failure is null or Conflict { Code: OrderDecider.ExistsCode })
        {
            return null;
        }

        // A write that is still on its way must find its order id taken by nobody else: the claim stays, and its retry gets the same id.
        if (request is not null && failure is not Transient { MayHaveHappened: true })
        {
            await keys.ForgetAsync(request.Key, claim.ClaimId, cancellation);
        }

        return failure;
    }

    // There is no other state in which a refused new order would be right, so it is the request that is wrong.
    private static Invalid Wrong(Rejected refused) =>
        new(refused.Code, refused.Detail, new Dictionary<string, string[]> { ["lines"] = [refused.Detail] });
}

/// <summary>The answer to a placed order, and whether it was given before.</summary>
public sealed record PlacedOrder(IdempotentAnswer Answer, bool Replayed);
