using System.Text.Json;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>
/// The input of a saga's orchestration. The whole definition is in it, time-outs and all: an instance runs to its end by what it
/// was started with, and neither a new version nor a changed setting can make its replay differ.
/// </summary>
public sealed record SagaRun
{
    private static readonly JsonSerializerOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    public required SagaDefinition Definition { get; init; }

    /// <summary>What starts the saga; null when it goes on from <see cref="Saga"/>.</summary>
    public SagaStart? Start { get; init; }

    /// <summary>The state that it goes on from.</summary>
    public SagaState? Saga { get; init; }

    /// <summary>The event that it was started again for.</summary>
    public SagaEvent? Event { get; init; }

    /// <summary>The newest resume that took effect.</summary>
    public string? ResumedBy { get; init; }

    /// <summary>How long an ended saga listens before its orchestration completes. Later events start it again.</summary>
    public TimeSpan RestsFor { get; init; } = TimeSpan.FromDays(1);

    /// <summary>After so many inputs it continues as new, so that its history stays short.</summary>
    public int MaxInputs { get; init; } = 100;

    /// <summary>Reads the input of an orchestration. A worker that is not told its type hands it over as JSON.</summary>
    public static SagaRun Of(object? input) => input switch
    {
        SagaRun run => run,
        JsonElement json => json.Deserialize<SagaRun>(AnyCase)!,
        _ => throw new ArgumentException("The orchestration's input is no saga's.", nameof(input)),
    };

    /// <summary>The run that takes over from this one.</summary>
    public SagaRun GoOn(SagaState saga, string? resumedBy = null, SagaEvent? because = null) =>
        this with { Start = null, Saga = saga, ResumedBy = resumedBy, Event = because };
}
