using System.Text.Json.Serialization;
using Azure.Messaging;
using Microsoft.Azure.Cosmos;
using Pipeline.Azure.Cosmos;
using Pipeline.DeadLetters;
using Pipeline.Failures;

namespace Pipeline.Azure.DeadLetters;

/// <summary>
/// A dead letter. Its document id derives from queue and event, so that it is kept once; people see
/// <paramref name="LetterId"/>.
/// </summary>
/// <param name="ArrivedAt">Unix time in milliseconds, like <paramref name="UpdatedAt"/>.</param>
/// <param name="ReplayId">Identifies the call that claimed the dead letter for a replay.</param>
/// <param name="Cut">Why the store refused the whole event: only its attributes are kept, and it cannot be replayed.</param>
internal sealed record DeadLetterDocument(
    string Id,
    string LetterId,
    string Queue,
    StoredEvent Event,
    string Reason,
    string Detail,
    int Attempts,
    DeadLetterStatus Status,
    long ArrivedAt,
    long UpdatedAt,
    string? ReplayId = null,
    string? Cut = null)
{
    /// <summary>
    /// A replay without an outcome for this long counts as dead. Replaying again is harmless: every reaction recognises its event.
    /// </summary>
    public static readonly TimeSpan ReplayTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Set by the service in a query's answer; never written.</summary>
    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    public static string IdOf(string queue, CloudEvent cloudEvent) => HashedId.Of(queue, cloudEvent.Source, cloudEvent.Id);

    /// <summary>Replays claimed at or before this time (Unix milliseconds) count as dead.</summary>
    public static long DeadReplays(DateTimeOffset now) => (now - ReplayTimeout).ToUnixTimeMilliseconds();

    /// <summary>
    /// The dead letter to keep when the store refuses the whole one: the event's attributes tell where to find the event.
    /// </summary>
    public DeadLetterDocument WithoutData(Failure refusal) => this with
    {
        Event = AttributesOf(Event),
        Detail = $"{Detail} (Only the event's attributes are kept here. {refusal.Detail})",
        Cut = refusal.Code,
    };

    public DeadLetter ToDeadLetter(DateTimeOffset now) => new(
        LetterId, Queue, Event, Reason, Detail, Attempts, StatusAt(now),
        DateTimeOffset.FromUnixTimeMilliseconds(ArrivedAt), DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt));

    private static CloudEvent AttributesOf(CloudEvent whole)
    {
        var attributes = new CloudEvent(whole.Source, whole.Type, data: null, dataContentType: null)
        {
            Id = whole.Id,
            Subject = whole.Subject,
            Time = whole.Time,
            DataSchema = whole.DataSchema,
        };
        foreach (var (name, value) in whole.ExtensionAttributes)
        {
            attributes.ExtensionAttributes[name] = value;
        }

        return attributes;
    }

    private DeadLetterStatus StatusAt(DateTimeOffset now) =>
        Status == DeadLetterStatus.Replaying && UpdatedAt <= DeadReplays(now) ? DeadLetterStatus.Open : Status;
}

/// <summary>Source-generated JSON of a dead letter.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeadLetterDocument))]
[JsonSerializable(typeof(QueryPage<DeadLetterDocument>))]
internal sealed partial class DeadLetterDocumentJson : JsonSerializerContext;

/// <summary>The queries of the dead-letter store.</summary>
internal static class DeadLetterQueries
{
    // A dead replay counts as open.
    private const string Open = "(c.status = 'open' OR (c.status = 'replaying' AND c.updatedAt <= @dead))";
    private const string Replaying = "(c.status = 'replaying' AND c.updatedAt > @dead)";
    private const string Resolved = "c.status = 'resolved'";

    public static QueryDefinition ById(string deadLetterId) =>
        new QueryDefinition("SELECT * FROM c WHERE c.letterId = @id").WithParameter("@id", deadLetterId);

    /// <summary>Newest first; "~" sorts after every id.</summary>
    public static QueryDefinition Page(DeadLetterStatus? status, string? after, DateTimeOffset now)
    {
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.letterId < @after{And(status)} ORDER BY c.letterId DESC")
            .WithParameter("@after", after ?? "~");
        return status is DeadLetterStatus.Open or DeadLetterStatus.Replaying
            ? query.WithParameter("@dead", DeadLetterDocument.DeadReplays(now))
            : query;
    }

    public static QueryDefinition CountOpen(DateTimeOffset now) =>
        new QueryDefinition("SELECT VALUE COUNT(1) FROM c WHERE " + Open).WithParameter("@dead", DeadLetterDocument.DeadReplays(now));

    private static string And(DeadLetterStatus? status) => status switch
    {
        null => "",
        DeadLetterStatus.Open => " AND " + Open,
        DeadLetterStatus.Replaying => " AND " + Replaying,
        _ => " AND " + Resolved,
    };
}
