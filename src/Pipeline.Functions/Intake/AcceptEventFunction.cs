using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Intake;

namespace Pipeline.Functions.Intake;

/// <summary>POST /events.</summary>
public sealed class AcceptEventFunction(HttpCalls calls, AcceptEventEndpoint endpoint)
{
    [Function("AcceptEvent")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "events")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
