using System.Text.Json;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Queues;

/// <summary>routes.json.</summary>
internal sealed record RoutingTable(string Prefix, Dictionary<string, string[]> Queues)
{
    public static RoutingTable Read() => JsonSerializer.Deserialize<RoutingTable>(
        RepositoryFiles.Read("src/Pipeline.Core/routes.json"), JsonSerializerOptions.Web)!;
}
