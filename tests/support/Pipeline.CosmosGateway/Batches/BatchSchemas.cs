using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace Pipeline.CosmosGateway.Batches;

/// <summary>The row layouts of batches, as the client carries them in its own assembly.</summary>
internal static class BatchSchemas
{
    private const string Resource = "Microsoft.Azure.Cosmos.Batch.HybridRowBatchSchemas.json";
    private static readonly Namespace Schemas = Load();

    public static LayoutResolverNamespace Resolver { get; } = new(Schemas);

    public static Layout Result { get; } = Resolver.Resolve(Schemas.Schemas.Find(schema => schema.Name == "BatchResult")!.SchemaId);

    private static Namespace Load()
    {
        using var stream = typeof(CosmosClient).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"This version of the client has no {Resource}.");
        using var reader = new StreamReader(stream);
        return Namespace.Parse(reader.ReadToEnd());
    }
}
