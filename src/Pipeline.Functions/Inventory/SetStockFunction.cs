using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Inventory;

namespace Pipeline.Functions.Inventory;

/// <summary>PUT /inventory/{sku}.</summary>
public sealed class SetStockFunction(HttpCalls calls, SetStockEndpoint endpoint)
{
    [Function("SetStock")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "put", Route = "inventory/{sku}")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
