using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.DeadLetters;

namespace Pipeline.Functions.DeadLetters;

/// <summary>GET /dead-letters/{id}.</summary>
public sealed class GetDeadLetterFunction(HttpCalls calls, GetDeadLetterEndpoint endpoint)
{
    [Function("GetDeadLetter")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "dead-letters/{id}")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
