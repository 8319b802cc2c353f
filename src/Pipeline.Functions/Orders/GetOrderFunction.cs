using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Orders;

namespace Pipeline.Functions.Orders;

/// <summary>GET /orders/{id}.</summary>
public sealed class GetOrderFunction(HttpCalls calls, GetOrderEndpoint endpoint)
{
    [Function("GetOrder")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orders/{id}")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
