using System.Text.Json;
using Pipeline.Events;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Idempotency;
using Pipeline.Intake;
using Pipeline.Orders;

namespace Pipeline.Http.Orders;

/// <summary>POST /orders: 202 means that the order is committed.</summary>
public sealed class PlaceOrderEndpoint(OrderPlacing placing) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (ContentTypes.WhyNot(request, ContentTypes.Json) is { } wrongType)
        {
            return wrongType;
        }

        if (!IdempotencyKey.Read(request).TryGet(out var key, out var wrongKey))
        {
            return Problem.Of(wrongKey);
        }

        if (!(await RequestBody.ReadAsync(request, cancellation)).TryGet(out var body, out var problem))
        {
            return problem;
        }

        using (body)
        {
            return await PlaceAsync(request, body, key.Value, cancellation);
        }
    }

    private async Task<IResult> PlaceAsync(HttpRequest request, RequestBody body, string? key, CancellationToken cancellation)
    {
        if (!JsonRequest.Parse(body.Bytes, ReadOrder).TryGet(out var command, out var failure))
        {
            return Problem.Of(failure);
        }

        var once = key is null ? null : IdempotentRequest.Of(key, body.Bytes.Span);
        var trace = new Trace(TraceParent: request.TraceParent());
        var result = await placing.PlaceAsync(command, once, trace, Accepted, cancellation);
        return result.TryGet(out var placed, out var refusal) ? new StoredAnswer(placed.Answer, placed.Replayed) : Problem.Of(refusal);
    }

    private static PlaceOrder ReadOrder(JsonFields fields)
    {
        fields.AllowOnly("customerId", "email", "currency", "lines", "tax", "shippingFee");
        return new PlaceOrder(
            fields.Identifier("customerId"),
            fields.Email("email"),
            fields.Matching("currency", Currency.IsKnown, "must be an active ISO 4217 code in upper case, such as USD"),
            fields.Items("lines", OrderLimits.MaxLines, ReadLine),
            fields.WholeNumber("tax", 0, OrderLimits.MaxAmount, fallback: 0),
            fields.WholeNumber("shippingFee", 0, OrderLimits.MaxAmount, fallback: 0));
    }

    private static OrderLine ReadLine(JsonFields fields)
    {
        fields.AllowOnly("sku", "quantity", "unitPrice");
        return new OrderLine(
            fields.Identifier("sku"),
            fields.WholeNumber("quantity", 1, OrderLimits.MaxQuantity),
            fields.WholeNumber("unitPrice", 0, OrderLimits.MaxAmount));
    }

    private static IdempotentAnswer Accepted(string orderId) => new(
        StatusCodes.Status202Accepted,
        $"{RequestParts.RoutePrefix}orders/{orderId}",
        JsonSerializer.Serialize(new OrderAccepted(orderId, OrderStatus.Placed.Name()), OrderBodyJson.Default.OrderAccepted));
}
