using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Orders;

namespace Pipeline.Functions.Orders;

/// <summary>GET /orders/{id}/events.</summary>
public sealed class GetOrderEventsFunction(HttpCalls calls, GetOrderEventsEndpoint endpoint)
{
    [Function("GetOrderEvents")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orders/{id}/events")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
