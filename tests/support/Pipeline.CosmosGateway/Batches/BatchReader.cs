using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Partitions;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Batches;

/// <summary>Reads the operations of a batch from its binary rows.</summary>
internal static class BatchReader
{
    public static async Task<IReadOnlyList<DocumentCommand>> Read(ReadOnlyMemory<byte> body, PartitionKeyValue? key)
    {
        var commands = new List<DocumentCommand>();
        using var stream = new MemoryStream(body.ToArray());
        var result = await stream.ReadRecordIOAsync(
            (ReadOnlyMemory<byte> record) => ReadOperation(record, key, commands),
            resizer: new MemorySpanResizer<byte>(Math.Max(1, body.Length)));
        return result == Result.Success ? commands : throw CosmosFailure.BadRequest($"The batch cannot be read: {result}.");
    }

    private static Result ReadOperation(ReadOnlyMemory<byte> record, PartitionKeyValue? key, List<DocumentCommand> commands)
    {
        var row = new RowBuffer(record.Length);
        if (!row.ReadFrom(record.Span, HybridRowVersion.V1, BatchSchemas.Resolver))
        {
            return Result.Failure;
        }

        var reader = new RowReader(ref row);
        var fields = new BatchFields { Key = key };
        while (reader.Read())
        {
            var result = fields.Take(ref reader);
            if (result != Result.Success)
            {
                return result;
            }
        }

        commands.Add(fields.ToCommand());
        return Result.Success;
    }
}
