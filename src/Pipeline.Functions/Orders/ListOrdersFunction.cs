using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Orders;

namespace Pipeline.Functions.Orders;

/// <summary>GET /orders.</summary>
public sealed class ListOrdersFunction(HttpCalls calls, ListOrdersEndpoint endpoint)
{
    [Function("ListOrders")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orders")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
