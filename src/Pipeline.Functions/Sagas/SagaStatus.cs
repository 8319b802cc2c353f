using System.Collections.Immutable;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

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

    private static string? Shorten(string? text) => text?.Length > MaxText ? text[..MaxText] + "…" : text;

    // Signals that nothing has used yet outlast those that were; the state itself keeps them all.
    private static ImmutableArray<SagaSignal> Newest(ImmutableArray<SagaSignal> signals)
    {
        while (signals.Sum(signal => signal.EventId.Length + signal.EventName.Length + 60) > MaxSignals)
        {
            signals = signals.Remove(signals.FirstOrDefault(signal => signal.Consumed) ?? signals[0]);
        }

        return signals;
    }
}
