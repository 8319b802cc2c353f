using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Operations;

namespace Pipeline.Functions.Operations;

/// <summary>GET /health/ready.</summary>
public sealed class ReadyFunction(HttpCalls calls, ReadyEndpoint endpoint)
{
    [Function("Ready")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
