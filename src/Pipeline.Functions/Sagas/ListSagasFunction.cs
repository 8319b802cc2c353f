using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Pipeline.Functions.Http;
using Pipeline.Http.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>GET /sagas.</summary>
public sealed class ListSagasFunction(HttpCalls calls, ListSagasEndpoint endpoint, DurableClients clients)
{
    [Function("ListSagas")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "sagas")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        clients.Use(client);
        return calls.RunAsync(endpoint, request);
    }
}
