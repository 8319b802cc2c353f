using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Orders;

namespace Pipeline.Functions.Orders;

/// <summary>POST /orders/{id}/cancel.</summary>
public sealed class CancelOrderFunction(HttpCalls calls, CancelOrderEndpoint endpoint)
{
    [Function("CancelOrder")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/{id}/cancel")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
