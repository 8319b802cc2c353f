using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Pipeline.Functions.Http;
using Pipeline.Http.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>GET /sagas/{id}.</summary>
public sealed class GetSagaFunction(HttpCalls calls, GetSagaEndpoint endpoint, DurableClients clients)
{
    [Function("GetSaga")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "sagas/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        clients.Use(client);
        return calls.RunAsync(endpoint, request);
    }
}
