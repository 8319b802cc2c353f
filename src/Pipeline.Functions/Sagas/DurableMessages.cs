using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Failures;
using Pipeline.Intake;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>
/// The input of a saga's orchestration. It holds the whole definition, time-outs included: an instance runs to its end by what it was
/// started with, and neither a new version nor a changed setting can make its replay differ.
/// </summary>
public sealed record SagaRun
{
    private static readonly JsonSerializerOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    public required SagaDefinition Definition { get; init; }

    /// <summary>What starts the saga; null when it goes on from <see cref="Saga"/>.</summary>
    public SagaStart? Start { get; init; }

    /// <summary>The state that it goes on from.</summary>
    public SagaState? Saga { get; init; }

    /// <summary>The event that it was restarted for.</summary>
    public SagaEvent? Event { get; init; }

    /// <summary>The newest resume that took effect.</summary>
    public string? ResumedBy { get; init; }

    /// <summary>How long an ended saga listens before its orchestration completes; later events restart it.</summary>
    public TimeSpan RestsFor { get; init; } = TimeSpan.FromDays(1);

    /// <summary>After this many inputs it continues as new, so that its history stays short.</summary>
    public int MaxInputs { get; init; } = 100;

    /// <summary>Reads the input of an orchestration, which a worker that does not know its type hands over as JSON.</summary>
    public static SagaRun Of(object? input) => input switch
    {
        SagaRun run => run,
        JsonElement json => json.Deserialize<SagaRun>(AnyCase)!,
        _ => throw new ArgumentException("The orchestration's input is not one of a saga.", nameof(input)),
    };

    /// <summary>The run that takes over from this one.</summary>
    public SagaRun GoOn(SagaState saga, string? resumedBy = null, SagaEvent? because = null) =>
        this with { Start = null, Saga = saga, ResumedBy = resumedBy, Event = because };
}

/// <summary>What reaches a running orchestration from outside: an event of its subject, or an operator's resume.</summary>
/// <param name="Id">The event's id; of a resume, an id of its own.</param>
/// <param name="Name">The event's short name; null for a resume.</param>
public sealed record SagaEvent(string Id, string? Name = null)
{
    /// <summary>The name of the one external event that orchestrations wait for.</summary>
    public const string Channel = "saga-event";

    [JsonIgnore]
    public bool IsResume => Name is null;

    public static SagaEvent Of(EventArrived arrived) => new(arrived.EventId, arrived.EventName);

    public SagaInput Input() => Name is null ? new Resumed() : new EventArrived(Id, Name);
}

/// <summary>The input of <see cref="RunSagaActivity"/>: which activity, and the saga that asks for it.</summary>
public sealed record SagaAct(string Activity, SagaState Saga);

/// <summary>What became of an activity, as data; without a code it is done.</summary>
/// <param name="Code">The failure's code.</param>
/// <param name="Detail">The failure's detail.</param>
/// <param name="IsTransient">Whether the saga may try it again.</param>
/// <param name="RetryAfter">The earliest time to try it again, from now.</param>
/// <param name="IsOutage">Whether it is tried however often. The rules of sagas make no other difference between failures.</param>
public sealed record SagaOutcome(
    string? Code = null, string? Detail = null, bool IsTransient = false, TimeSpan? RetryAfter = null, bool IsOutage = false)
{
    public static SagaOutcome Of(Failure? failure) => failure is null
        ? new SagaOutcome()
        : failure is Transient transient
        ? new SagaOutcome(failure.Code, failure.Detail, true, transient.RetryAfter, transient.IsOutage)
        : new SagaOutcome(failure.Code, failure.Detail);

    /// <summary>What the saga is told about the activity of that turn.</summary>
    public SagaInput InputOf(long turn) => Code is null
        ? new ActivitySucceeded(turn)
        : new ActivityFailed(
            turn, IsTransient ? new Transient(Code, Detail!, RetryAfter) { IsOutage = IsOutage } : new Permanent(Code, Detail!));
}

/// <summary>The custom status of an orchestration: its saga as operators see it, kept below the 16 KB that a status may have.</summary>
/// <param name="Saga">The saga without its input, which the orchestration's own input has.</param>
/// <param name="RestsUntil">When an ended saga stops listening.</param>
/// <param name="ResumedBy">The newest resume that took effect.</param>
public sealed record SagaStatus(SagaState Saga, DateTimeOffset? RestsUntil = null, string? ResumedBy = null)
{
    private const int MaxText = 300;
    private const int MaxSignals = 3_000;

    public static SagaStatus Of(SagaState saga, DateTimeOffset? restsUntil, string? resumedBy) => new(
        saga with { Input = null, Reason = Shorten(saga.Reason), LastError = Shorten(saga.LastError), Signals = Newest(saga.Signals) },
        restsUntil,
        resumedBy);

    private static string? Shorten(string? text) => text?.Length > MaxText ? OneLine.Cut(text, MaxText) + "…" : text;

    // Unconsumed signals are kept before consumed ones; the state itself keeps them all.
    private static ImmutableArray<SagaSignal> Newest(ImmutableArray<SagaSignal> signals)
    {
        while (signals.Sum(signal => signal.EventId.Length + signal.EventName.Length + 60) > MaxSignals)
        {
            signals = signals.Remove(signals.FirstOrDefault(signal => signal.Consumed) ?? signals[0]);
        }

        return signals;
    }
}
