using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Orders;

namespace Pipeline.Functions.Orders;

/// <summary>POST /orders.</summary>
public sealed class PlaceOrderFunction(HttpCalls calls, PlaceOrderEndpoint endpoint)
{
    [Function("PlaceOrder")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
