using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Events;

namespace Pipeline.Sagas;

/// <summary>Everything a saga instance knows. <see cref="SagaNext.Of"/> derives from it what the interpreter does next.</summary>
public sealed record SagaState
{
    public required string SagaId { get; init; }

    public required string Definition { get; init; }

    public required int DefinitionVersion { get; init; }

    public SagaPhase Phase { get; init; }

    public SagaMode Mode { get; init; }

    /// <summary>Index of the current step.</summary>
    public int Step { get; init; }

    /// <summary>The activity that is running, retried or delayed.</summary>
    public string? Activity { get; init; }

    public int Attempt { get; init; }

    /// <summary>Counts the saga's actions and waits; a result or deadline of an earlier turn is stale and ignored.</summary>
    public long Turn { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Registered undos; the last one runs first and leaves the list when it is done.</summary>
    public ImmutableArray<string> Undo { get; init; } = [];

    public ImmutableArray<SagaSignal> Signals { get; init; } = [];

    /// <summary>Why it compensates or will compensate.</summary>
    public string? Reason { get; init; }

    public bool CancelRequested { get; init; }

    /// <summary>Whether the saga had completed and undoes only a surplus, after which it is completed again.</summary>
    public bool HadCompleted { get; init; }

    /// <summary>The latest failure of an activity.</summary>
    public string? LastError { get; init; }

    /// <summary>The data of the event that started it, as JSON.</summary>
    public string? Input { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>The latest event that moved it; the cause of what its activities do.</summary>
    public string? CausationId { get; init; }

    public string? TraceParent { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The trace that the saga's activities pass on.</summary>
    public Trace Trace() => new(CorrelationId, CausationId, TraceParent);
}

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

/// <summary>The written names of <see cref="SagaPhase"/>, and which of them end a saga.</summary>
public static class SagaPhases
{
    public static IReadOnlyList<string> All => WrittenNames<SagaPhase>.All;

    public static string Name(this SagaPhase phase) => WrittenNames<SagaPhase>.Of(phase);

    /// <summary>The phase of that name, or null.</summary>
    public static SagaPhase? Parse(string name) => WrittenNames<SagaPhase>.Parse(name);

    /// <summary>Whether the saga is over, unless another event arrives.</summary>
    public static bool IsEnded(this SagaPhase phase) => phase is SagaPhase.Completed or SagaPhase.Compensated;
}

/// <summary>What a saga is doing within its phase.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SagaMode>))]
public enum SagaMode
{
    /// <summary>Nothing; it has ended or waits for an operator.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle,

    /// <summary>An activity runs.</summary>
    [JsonStringEnumMemberName("acting")]
    Acting,

    /// <summary>An activity failed and is retried at the deadline.</summary>
    [JsonStringEnumMemberName("retrying")]
    Retrying,

    /// <summary>The step's durable pause lasts until the deadline.</summary>
    [JsonStringEnumMemberName("delaying")]
    Delaying,

    /// <summary>It waits for an event, at most until the deadline.</summary>
    [JsonStringEnumMemberName("awaiting")]
    Awaiting,
}

/// <summary>An event that reached the saga, remembered so that a duplicate is recognised and an early one is not lost.</summary>
public sealed record SagaSignal(string EventId, string EventName, bool Consumed = false);

/// <summary>What a new instance starts with; <paramref name="Input"/> is the JSON data of the event that starts it.</summary>
public sealed record SagaStart(string SagaId, string? Input, Trace Trace);

/// <summary>Source-generated JSON of sagas' states and definitions, as stores write them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SagaState))]
[JsonSerializable(typeof(SagaDefinition))]
public sealed partial class SagaJson : JsonSerializerContext;
