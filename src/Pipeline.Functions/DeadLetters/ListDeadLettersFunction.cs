using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.DeadLetters;

namespace Pipeline.Functions.DeadLetters;

/// <summary>GET /dead-letters.</summary>
public sealed class ListDeadLettersFunction(HttpCalls calls, ListDeadLettersEndpoint endpoint)
{
    [Function("ListDeadLetters")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "dead-letters")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
