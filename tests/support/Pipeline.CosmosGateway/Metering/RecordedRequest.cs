using System.Net;
using Pipeline.CosmosGateway.Faults;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Metering;

/// <summary>A request for documents that reached the gateway; what became of it is known once it was answered.</summary>
public sealed class RecordedRequest(
    int index, OperationKind kind, string database, string container, string? partitionKey, string? documentId)
{
    /// <summary>The place in the log, from 0.</summary>
    public int Index => index;

    public OperationKind Kind => kind;

    public string Database => database;

    public string Container => container;

    /// <summary>The partition key as JSON, such as <c>["o-1"]</c>.</summary>
    public string? PartitionKey => partitionKey;

    /// <summary>The id in the request's path.</summary>
    public string? DocumentId => documentId;

    /// <summary>The status that the request came to, even when a fault hid it; 0 when it had no effect.</summary>
    public HttpStatusCode Status { get; internal set; }

    /// <summary>Request units.</summary>
    public double Charge { get; internal set; }

    public Fault? Fault { get; internal set; }

    public override string ToString() =>
        $"#{index} {kind} {container} {partitionKey} {documentId} -> {(int)Status} {Charge:0.00} RU {Fault}";
}
