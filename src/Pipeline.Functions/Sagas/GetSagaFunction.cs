using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Http;
using Pipeline.Http.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>GET /sagas/{id}.</summary>
public sealed class GetSagaFunction(HttpCalls calls, GetSagaEndpoint endpoint)
{
    [Function("GetSaga")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "sagas/{id}")] HttpRequest request) => calls.RunAsync(endpoint, request);
}
