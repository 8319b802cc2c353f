using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Operations;

namespace Pipeline.Functions.Operations;

/// <summary>GET /stats.</summary>
public sealed class StatsFunction(HttpCalls calls, StatsEndpoint endpoint)
{
    [Function("Stats")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "stats")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
