using System.Globalization;
using Azure.Messaging;
using Microsoft.Net.Http.Headers;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Intake;
using Pipeline.Orders;

namespace Pipeline.Http.Orders;

/// <summary>GET /orders/{id}: the order as it is, or with <c>?at=</c> as it was.</summary>
public sealed class GetOrderEndpoint(IOrderStore store, ArchivedOrders archive) : IEndpoint
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryFields(request.Query);
        var at = query.Text("at");
        if (query.Failure is { } failure)
        {
            return Problem.Of(failure);
        }

        if (!request.Id("order-not-found").TryGet(out var orderId, out var unknown))
        {
            return Problem.Of(unknown);
        }

        var found = at is null ? await store.FindAsync(orderId, cancellation) : await LoadAsync(orderId, at, cancellation);
        return found.TryGet(out var order, out var missing) ? Show(order, request) : Problem.Of(archive.Explain(missing, orderId));
    }

    private async Task<Result<Order>> LoadAsync(string orderId, string at, CancellationToken cancellation)
    {
        if (!OrderMoment.Parse(at).TryGet(out var moment, out var failure))
        {
            return failure;
        }

        var events = await store.ReadEventsAsync(orderId, cancellation);
        if (events.Count == 0)
        {
            return OrderMissing.Of(orderId);
        }

        var order = OrderHistory.Fold(orderId, events, moment.Includes);
        return order is null || order.Version < moment.Version
            ? new NotFound(
                "order-not-there-then",
                $"Order {orderId} has {events.Count} versions and was placed at {events[0].Time:O}; nothing was there at {at}.")
            : order;
    }

    private static IResult Show(Order order, HttpRequest request)
    {
        var tag = new EntityTagHeaderValue($"\"{order.Version}\"");
        var known = request.GetTypedHeaders().IfNoneMatch;
        return known.Any(candidate => candidate.Equals(EntityTagHeaderValue.Any) || candidate.Compare(tag, useStrongComparison: false))
            ? new NotModified(tag.ToString())
            : new Answer<OrderBody>(StatusCodes.Status200OK, OrderBody.Of(order), OrderBodyJson.Default.OrderBody)
            {
                ETag = tag.ToString(),
            };
    }
}

/// <summary>The moment of <c>?at=</c>: a version, or a time.</summary>
public sealed record OrderMoment(long? Version, DateTimeOffset Time)
{
    /// <summary>The moment, or <see cref="Malformed"/>.</summary>
    public static Result<OrderMoment> Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0)
        {
            return new OrderMoment(version, default);
        }

        return Rfc3339.TryParse(text, out var time)
            ? new OrderMoment(null, time)
            : new Malformed("bad-query", $"Query parameter at must be a version from 1, or it {Rfc3339.Rule} (write + as %2B).");
    }

    /// <summary>Whether the event had happened by then.</summary>
    public bool Includes(CloudEvent cloudEvent) => Version is { } version ? cloudEvent.Sequence() <= version : cloudEvent.Time <= Time;
}
