using System.Text.Json.Serialization;

namespace Pipeline.Sagas;

/// <summary>Where a saga is in its life; the names are those of the HTTP surface.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SagaPhase>))]
public enum SagaPhase
{
    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("compensating")]
    Compensating,

    [JsonStringEnumMemberName("completed")]
    Completed,

    [JsonStringEnumMemberName("compensated")]
    Compensated,

    [JsonStringEnumMemberName("needs-attention")]
    NeedsAttention,
}
