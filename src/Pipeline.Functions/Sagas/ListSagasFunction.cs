using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>GET /sagas.</summary>
public sealed class ListSagasFunction(HttpCalls calls, ListSagasEndpoint endpoint)
{
    [Function("ListSagas")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "sagas")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
