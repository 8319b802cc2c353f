using System.Globalization;
using System.Net;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Faults;
using Pipeline.CosmosGateway.Metering;

namespace Pipeline.CosmosGateway.Protocol;

/// <summary>Takes the client's HTTP requests and answers them from memory.</summary>
internal sealed class GatewayHandler(Account account, Uri endpoint, RequestLog log, FaultPlan faults, double readFactor)
    : HttpMessageHandler
{
    private readonly MetadataRequests _metadata = new(account, endpoint);
    private long _activities;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The client also asks the machine that it runs on for its name.
        if (request.RequestUri!.Host != endpoint.Host)
        {
            return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request };
        }

        var activity = new Guid((int)Interlocked.Increment(ref _activities), 0, 0, new byte[8]).ToString("D", CultureInfo.InvariantCulture);
        var response = await Answer(await CosmosRequest.Read(request, cancellationToken));
        return response.ToMessage(request, activity);
    }

    private async Task<CosmosResponse> Answer(CosmosRequest request)
    {
        if (request.Kind < OperationKind.QueryPlan)
        {
            return await Guarded(() => Task.FromResult(_metadata.Answer(request)));
        }

        var entry = log.Add(request);
        entry.Fault = faults.For(entry);
        if (entry.Fault is { TookEffect: false } before && await FaultInjection.Befall(before, entry) is { } failure)
        {
            return failure;
        }

        var response = Metered(request.Kind, await Guarded(() => DocumentRequests.Answer(account, request)));
        (entry.Status, entry.Charge) = (response.Status, response.Charge);
        return entry.Fault is { TookEffect: true } after ? await FaultInjection.Befall(after, entry) ?? response : response;
    }

    private CosmosResponse Metered(OperationKind kind, CosmosResponse response) =>
        kind is OperationKind.Read or OperationKind.Query or OperationKind.ReadFeed or OperationKind.ChangeFeed
            ? response with { Charge = response.Charge * readFactor }
            : response;

    private static async Task<CosmosResponse> Guarded(Func<Task<CosmosResponse>> answer)
    {
        try
        {
            return await answer();
        }
        catch (CosmosFailure failure)
        {
            return CosmosResponse.Error(failure.Status, failure.Message, failure.SubStatus, RequestCharges.Failed);
        }
    }
}
