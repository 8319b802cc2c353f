using Microsoft.Azure.Cosmos;
using Pipeline.Testing;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>Supplies this gateway's query plans to a service that has none; the service executes them.</summary>
internal sealed class QueryPlanning : DelegatingHandler
{
    private const string Asks = "x-ms-cosmos-is-query-plan-request";
    private readonly InMemoryCosmos _cosmos = new(new VirtualTime());
    private readonly HttpMessageInvoker _planner;

    private QueryPlanning(HttpMessageHandler service)
        : base(service) => _planner = new HttpMessageInvoker(_cosmos.Handler, disposeHandler: false);

    public static async Task<QueryPlanning> Create()
    {
        var planning = new QueryPlanning(new SocketsHttpHandler());
        using var client = planning._cosmos.CreateClient();
        Database database = await client.CreateDatabaseAsync("plans");
        await database.CreateContainerAsync("plans", "/pk");
        return planning;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Contains(Asks))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.RequestUri = new Uri(_cosmos.Endpoint, "dbs/plans/colls/plans/docs");
        return await _planner.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _planner.Dispose();
            _cosmos.Dispose();
        }

        base.Dispose(disposing);
    }
}
