using Pipeline.Http.Answers;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;
using Pipeline.Orders;

namespace Pipeline.Http.Orders;

/// <summary>GET /orders: a page of the read model, newest order first.</summary>
public sealed class ListOrdersEndpoint(IOrderViews views) : IEndpoint
{
    private const string List = "orders";

    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        var fields = new QueryFields(request.Query);
        var query = new OrderQuery(
            fields.Name("customerId"),
            fields.Choice("status", OrderStatuses.Parse, OrderStatuses.All),
            fields.After(List),
            fields.Limit());
        if (fields.Failure is { } failure)
        {
            return Problem.Of(failure);
        }

        var listed = await views.ListAsync(query, cancellation);
        var page = Pages.Of(List, listed, query.Limit, OrderSummary.Of, view => view.OrderId);
        return new Answer<Page<OrderSummary>>(StatusCodes.Status200OK, page, OrderBodyJson.Default.PageOrderSummary);
    }
}
