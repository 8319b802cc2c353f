using System.Globalization;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Partitions;

namespace Pipeline.CosmosGateway.Protocol;

/// <summary>Says how far a range has come, so that a client's session can read its own writes.</summary>
internal static class SessionTokens
{
    public static string Of(Container container, CosmosRequest request) => $"{Range(container, request).Id}:-1#{Lsn(container)}";

    public static string Lsn(Container container) => container.Documents.Lsn.ToString(CultureInfo.InvariantCulture);

    public static PartitionRange Range(Container container, CosmosRequest request) =>
        request.PartitionKey is { } key ? container.Ranges.Holding(key)
        : request.RangeId is { } id && container.Ranges.Find(id) is { } range ? range
        : container.Ranges.All[0];
}
