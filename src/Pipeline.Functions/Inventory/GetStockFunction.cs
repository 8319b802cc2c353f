using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Inventory;

namespace Pipeline.Functions.Inventory;

/// <summary>GET /inventory/{sku}.</summary>
public sealed class GetStockFunction(HttpCalls calls, GetStockEndpoint endpoint)
{
    [Function("GetStock")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "inventory/{sku}")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
