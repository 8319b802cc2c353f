using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Http.Answers;

namespace Pipeline.Http.DeadLetters;

/// <summary>A dead letter as HTTP shows it, with the whole CloudEvent.</summary>
public sealed record DeadLetterBody(
    string Id,
    string Queue,
    DeadLetterStatus Status,
    string Reason,
    string Detail,
    int Attempts,
    JsonElement Event,
    DateTimeOffset ArrivedAt,
    DateTimeOffset UpdatedAt)
{
    public static DeadLetterBody Of(DeadLetter letter) => new(
        letter.Id,
        letter.Queue,
        letter.Status,
        letter.Reason,
        letter.Detail,
        letter.Attempts,
        JsonElement.Parse(CloudEvents.ToJson(letter.Event)),
        letter.ArrivedAt,
        letter.UpdatedAt);
}

/// <summary>Source-generated JSON of what the dead letter endpoints answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DeadLetterBody))]
[JsonSerializable(typeof(Page<DeadLetterBody>))]
internal sealed partial class DeadLetterBodyJson : JsonSerializerContext;
