using System.Net;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Batches;

/// <summary>Carries out a batch: all of it or, where it is atomic and one operation fails, nothing.</summary>
internal static class BatchRunner
{
    private const int MostOperations = 100;
    private const int MostBytes = 2 * 1024 * 1024;

    public static async Task<CosmosResponse> Run(Container container, CosmosRequest request)
    {
        if (request.Body.Length > MostBytes)
        {
            throw CosmosFailure.TooLarge();
        }

        var commands = await BatchReader.Read(request.Body, request.PartitionKey);
        if (commands.Count > MostOperations)
        {
            throw CosmosFailure.BadRequest(
                $"Batch request has more operations than what is supported: {commands.Count} of {MostOperations}.");
        }

        var results = request.Flag(HeaderNames.BatchAtomic) ? Atomic(container, commands) : Each(container, commands);
        var failed = results.Any(result => (int)result.Status >= 400);
        var body = await BatchWriter.Write(results);
        return new CosmosResponse(failed ? HttpStatusCode.MultiStatus : HttpStatusCode.OK, body, results.Sum(result => result.Charge));
    }

    private static List<BatchResult> Atomic(Container container, IReadOnlyList<DocumentCommand> commands) =>
        container.Documents.Transact(transaction =>
        {
            var results = new List<BatchResult>();
            foreach (var command in commands)
            {
                var outcome = DocumentOperations.Run(transaction, command);
                if (outcome.Failed)
                {
                    transaction.Abandon();
                    return Failed(commands.Count, results.Count, BatchResult.Of(command, outcome));
                }

                results.Add(BatchResult.Of(command, outcome));
            }

            return results;
        });

    private static List<BatchResult> Failed(int count, int at, BatchResult result) =>
        [.. Enumerable.Range(0, count).Select(index => index == at ? result : BatchResult.Dependent)];

    private static List<BatchResult> Each(Container container, IReadOnlyList<DocumentCommand> commands) =>
        [.. commands.Select(command => container.Documents.Transact(
            transaction => BatchResult.Of(command, DocumentOperations.Run(transaction, command))))];
}
