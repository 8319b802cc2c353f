using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Http.Answers;
using Pipeline.Sagas;

namespace Pipeline.Http.Sagas;

/// <summary>A saga as HTTP shows it.</summary>
/// <param name="Version">The version of its definition.</param>
/// <param name="Step">The activity that it is at.</param>
public sealed record SagaBody(
    string SagaId,
    string Definition,
    int Version,
    string Status,
    SagaMode Mode,
    string? Step,
    int Attempt,
    DateTimeOffset? Deadline,
    ImmutableArray<string> Undo,
    ImmutableArray<SagaSignal> Signals,
    string? Reason,
    string? LastError,
    DateTimeOffset StartedAt,
    DateTimeOffset UpdatedAt)
{
    public static SagaBody Of(SagaState saga) => new(
        saga.SagaId,
        saga.Definition,
        saga.DefinitionVersion,
        saga.Phase.Name(),
        saga.Mode,
        saga.Activity,
        saga.Attempt,
        saga.Deadline,
        saga.Undo,
        saga.Signals,
        saga.Reason,
        saga.LastError,
        saga.StartedAt,
        saga.UpdatedAt);
}

/// <summary>Source-generated JSON of what the saga endpoints answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SagaBody))]
[JsonSerializable(typeof(Page<SagaBody>))]
internal sealed partial class SagaBodyJson : JsonSerializerContext;
