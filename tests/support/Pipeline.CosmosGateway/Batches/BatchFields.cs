using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Partitions;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Batches;

/// <summary>The fields of one operation of a batch, gathered while its row is read.</summary>
internal sealed class BatchFields
{
    private int _operation = -1;
    private string? _id;
    private byte[]? _body;
    private string? _ifMatch;
    private string? _ifNoneMatch;
    private bool _minimal;

    public PartitionKeyValue? Key { get; set; }

    public Result Take(ref RowReader reader)
    {
        switch (reader.Path.ToString())
        {
            case "operationType":
                return reader.ReadInt32(out _operation);
            case "id":
                return reader.ReadString(out _id);
            case "resourceBody":
                return reader.ReadBinary(out _body);
            case "ifMatch":
                return reader.ReadString(out _ifMatch);
            case "ifNoneMatch":
                return reader.ReadString(out _ifNoneMatch);
            case "minimalReturnPreference":
                return reader.ReadBool(out _minimal);
            case "partitionKey":
                var result = reader.ReadString(out string key);
                Key = result == Result.Success ? PartitionKeyValue.Parse(key) : Key;
                return result;
            default:
                return Result.Success;
        }
    }

    public DocumentCommand ToCommand() =>
        new(Kind(), Key ?? throw CosmosFailure.BadRequest("An operation of the batch has no partition key."), _id, _body)
        {
            IfMatch = _ifMatch,
            IfNoneMatch = _ifNoneMatch,
            Minimal = _minimal,
        };

    // The protocol's own numbers of operations.
    private OperationKind Kind() => _operation switch
    {
        0 => OperationKind.Create,
        1 => OperationKind.Patch,
        2 => OperationKind.Read,
        4 => OperationKind.Delete,
        5 => OperationKind.Replace,
        20 => OperationKind.Upsert,
        _ => throw CosmosFailure.BadRequest($"Operation {_operation} of a batch is not supported by this gateway."),
    };
}
