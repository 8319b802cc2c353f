using System.Globalization;
using System.Net;
using System.Text.Json;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>Writes a page of values as the protocol's feeds look.</summary>
internal static class DocumentFeed
{
    public static CosmosResponse Of(Container container, IEnumerable<JsonElement> values, double charge)
    {
        using var stream = new MemoryStream();
        var count = 0;
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("_rid", container.Rid);
            writer.WriteStartArray("Documents");
            foreach (var value in values)
            {
                value.WriteTo(writer);
                count++;
            }

            writer.WriteEndArray();
            writer.WriteNumber("_count", count);
            writer.WriteEndObject();
        }

        return new CosmosResponse(HttpStatusCode.OK, stream.ToArray(), charge)
            .With(HeaderNames.ItemCount, count.ToString(CultureInfo.InvariantCulture));
    }
}
