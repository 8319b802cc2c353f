using Pipeline.Events;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Identity;
using Pipeline.Orders;

namespace Pipeline.Http.Orders;

/// <summary>POST /orders: 202 means that the order is committed.</summary>
public sealed class PlaceOrderEndpoint(OrderService orders, IdempotentOrders idempotent, IIdGenerator ids) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (ContentTypes.WhyNot(request, ContentTypes.Json) is { } wrongType)
        {
            return new Problem(wrongType);
        }

        if (!IdempotencyKey.Read(request).TryGet(out var key, out var wrongKey))
        {
            return new Problem(wrongKey);
        }

        if (!(await RequestBody.ReadAsync(request, cancellation)).TryGet(out var body, out var failure))
        {
            return new Problem(failure);
        }

        using (body)
        {
            return await PlaceAsync(request, body, key.Value, cancellation);
        }
    }

    private async Task<IResult> PlaceAsync(HttpRequest request, RequestBody body, string? key, CancellationToken cancellation)
    {
        if (!JsonRequest.Parse(body.Bytes, OrderRequest.Read).TryGet(out var command, out var failure))
        {
            return new Problem(failure);
        }

        var trace = new Trace(TraceParent: request.TraceParent());
        if (key is not null)
        {
            return await idempotent.PlaceAsync(key, body.Bytes, command, trace, cancellation);
        }

        var orderId = ids.Next();
        var result = await orders.ExecuteAsync(orderId, command, trace, cancellation);
        return result.Failure is { } refusal ? new Problem(PlacingFailure.Of(refusal)) : Placed(orderId);
    }

    private static Answer<OrderAccepted> Placed(string orderId) =>
        new(StatusCodes.Status202Accepted, new OrderAccepted(orderId, "placed"), AnswerJson.Default.OrderAccepted)
        {
            Location = OrderLocation.Of(orderId),
        };
}
