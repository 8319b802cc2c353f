using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Operations;

namespace Pipeline.Functions.Operations;

/// <summary>GET /health/live.</summary>
public sealed class LiveFunction(HttpCalls calls, LiveEndpoint endpoint)
{
    [Function("Live")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
