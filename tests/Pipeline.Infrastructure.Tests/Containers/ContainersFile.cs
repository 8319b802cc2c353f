using System.Text.Json;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Containers;

/// <summary>containers.json.</summary>
internal sealed record ContainersFile(string Database, Dictionary<string, ContainerEntry> Containers)
{
    public static ContainersFile Read() => JsonSerializer.Deserialize<ContainersFile>(
        RepositoryFiles.Read("src/Pipeline.Azure/Cosmos/containers.json"), JsonSerializerOptions.Web)!;
}
