using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Pipeline.Functions.Http;
using Pipeline.Http.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>POST /sagas/{id}/resume.</summary>
public sealed class ResumeSagaFunction(HttpCalls calls, ResumeSagaEndpoint endpoint, DurableClients clients)
{
    [Function("ResumeSaga")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "sagas/{id}/resume")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        clients.Use(client);
        return calls.RunAsync(endpoint, request);
    }
}
