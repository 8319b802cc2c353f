using System.Text.Json.Serialization;

namespace Pipeline.Sagas;

/// <summary>What a saga is doing within its phase.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SagaMode>))]
public enum SagaMode
{
    /// <summary>Nothing; it has ended or waits for a person.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle,

    /// <summary>An activity runs.</summary>
    [JsonStringEnumMemberName("acting")]
    Acting,

    /// <summary>An activity failed and is tried again at the deadline.</summary>
    [JsonStringEnumMemberName("retrying")]
    Retrying,

    /// <summary>The step's durable pause lasts until the deadline.</summary>
    [JsonStringEnumMemberName("delaying")]
    Delaying,

    /// <summary>It waits for an event, at most until the deadline.</summary>
    [JsonStringEnumMemberName("awaiting")]
    Awaiting,
}
