using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

/// <summary>Sets a property to what System.Text.Json writes; unlike the SDK's own operation on a stream, it can be sent again.</summary>
internal sealed class SetJson(string path, byte[] json) : PatchOperation
{
    public override PatchOperationType OperationType => PatchOperationType.Set;

    public override string Path { get; } = path;

    public static SetJson Of<T>(string path, T value, JsonTypeInfo<T> json) => new(path, JsonSerializer.SerializeToUtf8Bytes(value, json));

    public override bool TrySerializeValueParameter(CosmosSerializer cosmosSerializer, out Stream valueParam)
    {
        valueParam = new MemoryStream(json);
        return true;
    }
}
