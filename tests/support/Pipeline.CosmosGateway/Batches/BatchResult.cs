using System.Net;
using System.Text;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Batches;

/// <summary>What became of one operation of a batch.</summary>
internal sealed record BatchResult(HttpStatusCode Status, int SubStatus, string? ETag, byte[] Body, double Charge)
{
    /// <summary>The operation was fine, but another one of the batch failed.</summary>
    public static readonly BatchResult Dependent = new(HttpStatusCode.FailedDependency, 0, null, [], 0);

    public static BatchResult Of(DocumentCommand command, DocumentOutcome outcome) =>
        new(outcome.Status, outcome.SubStatus, outcome.Document?.ETag, BodyOf(command, outcome), outcome.Charge);

    private static byte[] BodyOf(DocumentCommand command, DocumentOutcome outcome)
    {
        if (outcome.Message is { } message)
        {
            return Encoding.UTF8.GetBytes(message);
        }

        var silent = command.Minimal && command.Kind != OperationKind.Read || outcome.Status == HttpStatusCode.NotModified;
        return silent || outcome.Document is null ? [] : Encoding.UTF8.GetBytes(outcome.Document.Body.GetRawText());
    }
}
