using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Partitions;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>Makes the versions of documents: key and system properties.</summary>
internal static class DocumentWriter
{
    private const int KeyMismatch = 1001;
    private static long _versions;

    public static Document Create(Transaction transaction, DocumentCommand command, DocumentBody body)
    {
        var (rid, number) = transaction.Container.NextDocument();
        return Make(transaction, command.Key, body, rid, number);
    }

    public static Document Replace(Transaction transaction, Document former, DocumentBody body) =>
        Make(transaction, former.Key, body, former.Rid, former.Number);

    private static Document Make(Transaction transaction, PartitionKeyValue key, DocumentBody body, string rid, long number)
    {
        var container = transaction.Container;
        var etag = ETag(transaction.Now);
        var json = body.Json;
        Stamp(container, json, rid, etag, transaction.Now);
        var element = JsonSerializer.SerializeToElement(json);
        if (PartitionKeyValue.Of(element, container.Settings.KeyPaths) != key)
        {
            throw CosmosFailure.BadRequest(
                "PartitionKey extracted from document doesn't match the one specified in the header.", KeyMismatch);
        }

        return new Document(key, body.Id, rid, etag, transaction.Now, body.Ttl, element, body.Size) { Number = number };
    }

    private static void Stamp(Container container, JsonObject json, string rid, string etag, long now)
    {
        foreach (var name in (string[])["_rid", "_self", "_etag", "_attachments", "_ts"])
        {
            json.Remove(name);
        }

        json["_rid"] = rid;
        json["_self"] = $"{container.Self}docs/{rid}/";
        json["_etag"] = etag;
        json["_attachments"] = "attachments/";
        json["_ts"] = now;
    }

    private static string ETag(long now) => string.Create(
        CultureInfo.InvariantCulture, $"\"{Interlocked.Increment(ref _versions):x8}-0000-0000-0000-{now:x12}\"");
}
