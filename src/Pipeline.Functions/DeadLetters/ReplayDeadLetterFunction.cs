using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.DeadLetters;

namespace Pipeline.Functions.DeadLetters;

/// <summary>POST /dead-letters/{id}/replay.</summary>
public sealed class ReplayDeadLetterFunction(HttpCalls calls, ReplayDeadLetterEndpoint endpoint)
{
    [Function("ReplayDeadLetter")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "dead-letters/{id}/replay")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
