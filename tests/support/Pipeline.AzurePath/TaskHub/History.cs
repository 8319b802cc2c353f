using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.AzurePath.TaskHub;

/// <summary>One run of an orchestrator: when, what it was told, and what it asked for.</summary>
public sealed record Episode(DateTimeOffset At, ImmutableArray<HistoryEvent> Events, ImmutableArray<string> Actions);

/// <summary>Something that happened to an orchestration, in the order of delivery.</summary>
/// <param name="TaskId">The activity or timer that it is about.</param>
/// <param name="Name">The external event's name.</param>
/// <param name="Data">Result, payload or error.</param>
public sealed record HistoryEvent(HistoryEventKind Kind, int? TaskId = null, string? Name = null, JsonElement? Data = null)
{
    [JsonIgnore]
    public string? Json => Data?.GetRawText();

    public static HistoryEvent Raised(string name, string? json) => new(HistoryEventKind.Raised, Name: name, Data: Parse(json));

    public static HistoryEvent Completed(int taskId, string? json) => new(HistoryEventKind.Completed, taskId, Data: Parse(json));

    public static HistoryEvent Failed(int taskId, string error) =>
        new(HistoryEventKind.Failed, taskId, Data: JsonSerializer.SerializeToElement(error));

    public static HistoryEvent Fired(int taskId) => new(HistoryEventKind.Fired, taskId);

    private static JsonElement? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}

[JsonConverter(typeof(JsonStringEnumConverter<HistoryEventKind>))]
public enum HistoryEventKind
{
    Raised,
    Completed,
    Failed,
    Fired,
}
