using Azure.Messaging;
using Pipeline.AzurePath;
using Pipeline.CosmosGateway.Protocol;
using Pipeline.Events;
using Pipeline.Fulfilment;
using Pipeline.Functions.Sagas;

namespace Pipeline.Functions.Tests.Cost;

/// <summary>
/// What the pipeline asked of each service for one order that was placed, paid and confirmed, by the names of docs/cost.md.
/// </summary>
internal static class OrderCost
{
    // The payment's time-out, and the rest after the end in timers of the longest kind.
    private static readonly int Timers = 1 + (int)Math.Ceiling(
        new SagaRun { Definition = OrderSaga.Define(TimeSpan.Zero) }.RestsFor / DurableStorage.LongestTimer);

    public static SortedDictionary<string, double> Of(AzureBench bench)
    {
        var requests = bench.Cosmos.Requests.Where(request => request.Kind != OperationKind.QueryPlan).ToList();
        var counts = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["Cosmos request units"] = Math.Ceiling(requests.Sum(request => request.Charge)),
            ["Event Grid operations"] = bench.Grid.Events.Sum(GridOperations),
            ["Service Bus operations"] = bench.Broker.Operations.Values.Sum(),
            ["Durable storage transactions"] = Durable(bench).Transactions,
            ["Blob writes"] = bench.Blobs.Paths.Count + bench.World.Outbox.Sent.Count,
        };
        foreach (var container in requests.CountBy(request => request.Container))
        {
            counts[$"Cosmos requests, {container.Key}"] = container.Value;
        }

        return counts;
    }

    // An event that is published is an operation, and so is each delivery; the events of an order are far below 64 KB.
    private static int GridOperations(CloudEvent cloudEvent) =>
        1 + Routes.Default.Queues.Count(queue => Routes.Default.Takes(queue, cloudEvent.Type));

    private static DurableStorage Durable(AzureBench bench) => new(
        bench.Activities, bench.Broker.Handled.Count(handled => handled.Queue == "order-saga") - 1, Timers, Renewals: 0);
}
