using System.Security.Cryptography;
using System.Text;
using Pipeline.Azure.Cosmos;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>A hash of everything that the services keep, but for the versions of documents, which count on from day to day.</summary>
internal static class AzureHash
{
    public static string Of(AzureServicesInMemory azure)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in Documents(azure).Concat(Rest(azure)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static IEnumerable<string> Documents(AzureServicesInMemory azure) =>
        from container in CosmosContainers.Default.Containers.Keys.Order(StringComparer.Ordinal)
        from document in azure.Cosmos.Documents(CosmosContainers.Default.Database, container)
        from property in document.EnumerateObject()
        where !property.NameEquals("_etag")
        select property.Value.GetRawText();

    private static IEnumerable<string> Rest(AzureServicesInMemory azure) =>
    [
        .. azure.Broker.Waiting,
        .. azure.Broker.Handled.Select(handled => handled.ToString()).Order(StringComparer.Ordinal),
        .. azure.Hub.All.OrderBy(instance => instance.Id, StringComparer.Ordinal)
            .Select(instance => $"{instance.Id} {instance.Status} {instance.History.Count} {instance.CustomStatus} {instance.Output}"),
        .. azure.Blobs.Paths.Order(StringComparer.Ordinal),
    ];
}
