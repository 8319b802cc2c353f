using System.Text.Json.Serialization;

namespace Pipeline.DeadLetters;

/// <summary>Where a dead letter is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeadLetterStatus>))]
public enum DeadLetterStatus
{
    /// <summary>It waits for a decision.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>It is on its way to its queue again.</summary>
    [JsonStringEnumMemberName("replaying")]
    Replaying,

    /// <summary>A replay took effect.</summary>
    [JsonStringEnumMemberName("resolved")]
    Resolved,
}
