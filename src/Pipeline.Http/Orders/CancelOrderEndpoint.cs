using Pipeline.Events;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Intake;
using Pipeline.Orders;

namespace Pipeline.Http.Orders;

/// <summary>POST /orders/{id}/cancel: 202 means that the request is committed; the saga then undoes what was done.</summary>
public sealed class CancelOrderEndpoint(OrderService orders, ArchivedOrders archive) : IEndpoint
{
    private const string DefaultReason = "Cancelled on request.";
    private const int MaxReasonLength = 500;

    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.Id("order-not-found").TryGet(out var orderId, out var unknown))
        {
            return Problem.Of(unknown);
        }

        if (!(await ReadReasonAsync(request, cancellation)).TryGet(out var reason, out var problem))
        {
            return problem;
        }

        var trace = new Trace(TraceParent: request.TraceParent());
        var result = await orders.ExecuteAsync(orderId, new RequestCancel(reason), trace, cancellation);
        return result.TryGet(out var change, out var refusal) ? Accepted(change.Order) : Problem.Of(archive.Explain(refusal, orderId));
    }

    private static async Task<Received<string>> ReadReasonAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!(await RequestBody.ReadAsync(request, cancellation)).TryGet(out var body, out var problem))
        {
            return problem;
        }

        using (body)
        {
            return body.Bytes.IsEmpty ? DefaultReason
                : ContentTypes.WhyNot(request, ContentTypes.Json) is { } wrongType ? wrongType
                : JsonRequest.Parse(body.Bytes, ReadReason);
        }
    }

    private static string ReadReason(JsonFields fields)
    {
        fields.AllowOnly("reason");
        return fields.OptionalText("reason", MaxReasonLength) ?? DefaultReason;
    }

    private static Answer<OrderAccepted> Accepted(Order order) =>
        new(StatusCodes.Status202Accepted, new OrderAccepted(order.OrderId, order.Status.Name()), OrderBodyJson.Default.OrderAccepted);
}
