using System.Text.Json.Serialization;
using Azure.Messaging;
using Pipeline.Azure.Cosmos;
using Pipeline.DeadLetters;
using Pipeline.Failures;

namespace Pipeline.Azure.DeadLetters;

/// <summary>A dead letter. Its id says what it is about, so that it is kept once; <paramref name="LetterId"/> is what people see.</summary>
/// <param name="ArrivedAt">In milliseconds since 1970, as <paramref name="UpdatedAt"/>.</param>
/// <param name="ReplayId">Of the call that replays it, so that this call knows its own claim again.</param>
/// <param name="Cut">Why the store did not take the event whole; then only its attributes are kept, and it cannot be replayed.</param>
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
    /// A replay that has said nothing for this long died on its way; a second one is harmless, for every reaction knows its event again.
    /// </summary>
    public static readonly TimeSpan ReplayTimeout = TimeSpan.FromMinutes(10);

    /// <summary>As the service says it in a query's answer; never written.</summary>
    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    public static string IdOf(string queue, CloudEvent cloudEvent) => HashedId.Of(queue, cloudEvent.Source, cloudEvent.Id);

    /// <summary>The latest time of a claim that counts as dead now.</summary>
    public static long DeadReplays(DateTimeOffset now) => (now - ReplayTimeout).ToUnixTimeMilliseconds();

    /// <summary>The letter that is kept in place of one that the store refuses: where its event comes from tells where it is to be found.</summary>
    public DeadLetterDocument WithoutData(Failure refusal) => this with
    {
        Event = AttributesOf(Event),
        Detail = $"{Detail} (Only the event's attributes are kept here. {refusal.Detail})",
        Cut = refusal.Code,
    };

    public DeadLetter ToLetter(DateTimeOffset now) => new(
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
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeadLetterDocument))]
[JsonSerializable(typeof(QueryPage<DeadLetterDocument>))]
internal sealed partial class DeadLetterDocumentJson : JsonSerializerContext;
