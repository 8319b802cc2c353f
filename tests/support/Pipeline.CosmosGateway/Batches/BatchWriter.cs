using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;

namespace Pipeline.CosmosGateway.Batches;

/// <summary>Writes the results of a batch as binary rows.</summary>
internal static class BatchWriter
{
    public static async Task<byte[]> Write(IReadOnlyList<BatchResult> results)
    {
        using var stream = new MemoryStream();
        var written = await stream.WriteRecordIOAsync(default(Segment), (long index, out ReadOnlyMemory<byte> row) =>
        {
            row = index < results.Count ? WriteRow(results[(int)index]) : default;
            return Result.Success;
        });
        return Checked(written) ? stream.ToArray() : [];
    }

    private static ReadOnlyMemory<byte> WriteRow(BatchResult result)
    {
        var memory = new MemorySpanResizer<byte>(result.Body.Length + 256);
        var row = new RowBuffer(memory.Memory.Length, memory);
        row.InitLayout(HybridRowVersion.V1, BatchSchemas.Result, BatchSchemas.Resolver);
        Checked(RowWriter.WriteBuffer(ref row, result, WriteFields));
        return memory.Memory[..row.Length];
    }

    private static Result WriteFields(ref RowWriter writer, TypeArgument type, BatchResult result)
    {
        Checked(writer.WriteInt32("statusCode", (int)result.Status));
        Checked(writer.WriteInt32("subStatusCode", result.SubStatus));
        if (result.ETag is not null)
        {
            Checked(writer.WriteString("eTag", result.ETag));
        }

        if (result.Body.Length > 0)
        {
            Checked(writer.WriteBinary("resourceBody", result.Body));
        }

        Checked(writer.WriteFloat64("requestCharge", result.Charge));
        return Result.Success;
    }

    private static bool Checked(Result result) =>
        result == Result.Success ? true : throw new InvalidOperationException($"The result of the batch cannot be written: {result}.");
}
