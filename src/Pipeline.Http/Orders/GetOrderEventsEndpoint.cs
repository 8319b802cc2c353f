using System.Text.Json;
using Pipeline.Events;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Orders;

namespace Pipeline.Http.Orders;

/// <summary>GET /orders/{id}/events: the order's history as CloudEvents.</summary>
public sealed class GetOrderEventsEndpoint(IOrderStore store, ArchivedOrders archive) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.Id("order-not-found").TryGet(out var orderId, out var unknown))
        {
            return Problem.Of(unknown);
        }

        var events = await store.ReadEventsAsync(orderId, cancellation);
        if (events.Count == 0)
        {
            return Problem.Of(archive.Explain(OrderMissing.Of(orderId), orderId));
        }

        var page = new Page<JsonElement>([.. events.Select(made => JsonElement.Parse(CloudEvents.ToJson(made)))], Next: null);
        return new Answer<Page<JsonElement>>(StatusCodes.Status200OK, page, OrderBodyJson.Default.PageJsonElement);
    }
}
