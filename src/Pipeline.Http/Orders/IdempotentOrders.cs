using System.Security.Cryptography;
using System.Text.Json;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Idempotency;
using Pipeline.Identity;
using Pipeline.Operations;
using Pipeline.Orders;

namespace Pipeline.Http.Orders;

/// <summary>Places an order once per Idempotency-Key.</summary>
public sealed class IdempotentOrders(OrderService orders, IOrderStore store, IIdempotencyKeys keys, IIdGenerator ids, Duplicates duplicates)
{
    /// <summary>The answer: new, stored, or why there is none.</summary>
    public async Task<IResult> PlaceAsync(
        string key, ReadOnlyMemory<byte> body, PlaceOrder command, Trace trace, CancellationToken cancellation)
    {
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        switch (await keys.ClaimAsync(key, fingerprint, ids.Next(), cancellation))
        {
            case IdempotencyClaim.Granted granted:
                return await PlaceAsync(key, granted, command, trace);
            case IdempotencyClaim.Answered answered:
                duplicates.Add();
                return new StoredAnswer(answered.Answer, Replayed: true);
            case IdempotencyClaim.Mismatch:
                return new Problem(new HttpFailure(
                    StatusCodes.Status422UnprocessableEntity,
                    "idempotency-key-reused",
                    $"This {IdempotencyKey.HeaderName} was used for another body; make a new key for a new order."));
            default:
                return new Problem(new Conflict(
                    "idempotency-key-in-progress",
                    $"A request with this {IdempotencyKey.HeaderName} is under way; try again to get its answer."));
        }
    }

    // From the claim on, a client that hangs up stops nothing: half done would block its key until the claim runs out.
    private async Task<IResult> PlaceAsync(string key, IdempotencyClaim.Granted claim, PlaceOrder command, Trace trace)
    {
        if (await ExecuteAsync(key, claim, command, trace) is { } failure)
        {
            return new Problem(PlacingFailure.Of(failure));
        }

        var json = JsonSerializer.Serialize(new OrderAccepted(claim.OrderId, "placed"), AnswerJson.Default.OrderAccepted);
        var answer = new IdempotentAnswer(StatusCodes.Status202Accepted, OrderLocation.Of(claim.OrderId), json);
        await keys.CompleteAsync(key, claim.ClaimId, answer, CancellationToken.None);
        return new StoredAnswer(answer, Replayed: false);
    }

    private async Task<Failure?> ExecuteAsync(string key, IdempotencyClaim.Granted claim, PlaceOrder command, Trace trace)
    {
        Failure? failure;
        try
        {
            failure = (await orders.ExecuteAsync(claim.OrderId, command, trace, CancellationToken.None)).Failure;
        }
        catch (FailureException error)
        {
            // A forgotten claim gives its retry another order id, so first see that there is no order; as long as nobody can, it stays.
            failure = await store.LoadAsync(claim.OrderId, CancellationToken.None) is null ? error.Failure : null;
        }

        // A request that crashed after its order was placed has left the order to whoever takes the claim over.
        if (failure is null or Conflict { Code: "order-exists" })
        {
            return null;
        }

        // A write that is still on its way must find its order id taken by nobody else: the claim stays, and its retry gets the same id.
        if (failure is Transient { MayHaveHappened: true })
        {
            return failure;
        }

        await keys.ForgetAsync(key, claim.ClaimId, CancellationToken.None);
        return failure;
    }
}
