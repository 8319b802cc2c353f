using System.Collections.Immutable;
using Pipeline.Failures;

namespace Pipeline.Sagas;

/// <summary>A saga as data. A changed definition gets a new version, so that running instances keep theirs.</summary>
/// <param name="StartedBy">Short name of the event that starts an instance.</param>
/// <param name="CancelledBy">Short name of the event that makes an instance compensate; null when it cannot be cancelled.</param>
/// <param name="AfterCompensation">The activity that runs when everything is undone.</param>
/// <param name="OnAttention">The activity that calls for an operator.</param>
public sealed record SagaDefinition(
    string Name,
    int Version,
    string StartedBy,
    ImmutableArray<SagaStep> Steps,
    string? CancelledBy = null,
    string? AfterCompensation = null,
    string? OnAttention = null)
{
    public RetryPolicy UndoRetry { get; init; } = RetryPolicy.Undo;

    /// <summary>Every activity that an interpreter must know.</summary>
    public IEnumerable<string> Activities() => Steps
        .SelectMany(step => new[] { step.Activity, step.Undo })
        .Append(AfterCompensation)
        .Append(OnAttention)
        .OfType<string>();
}

/// <summary>One step: an activity, the activity that undoes it, and what it waits for.</summary>
/// <param name="Activity">The activity's name.</param>
/// <param name="Undo">The activity that undoes it, registered before the step acts; null when there is nothing to undo.</param>
/// <param name="Wait">The events that complete or fail the step after its activity; null when the activity completes it.</param>
/// <param name="Delay">A durable pause before the activity.</param>
public sealed record SagaStep(string Activity, string? Undo = null, SagaWait? Wait = null, TimeSpan? Delay = null)
{
    public RetryPolicy Retry { get; init; } = RetryPolicy.Step;
}

/// <summary>After its activity, a step waits for one of two events (short names) and fails when neither arrives in time.</summary>
public sealed record SagaWait(string Success, string Failure, TimeSpan Timeout);

/// <summary>How often an activity is tried before it counts as failed, and with which pauses.</summary>
public sealed record RetryPolicy(int MaxAttempts, TimeSpan First, double Factor, TimeSpan Longest)
{
    /// <summary>Steps, and deliveries of queues: four attempts, 1 s, 2 s and 4 s apart.</summary>
    public static RetryPolicy Step { get; } = new(4, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(4));

    /// <summary>Undos try longer, because a failed undo needs an operator: ten attempts over about six minutes.</summary>
    public static RetryPolicy Undo { get; } = new(10, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(2));

    /// <summary>Steps past the point of no return: retried until they succeed.</summary>
    public static RetryPolicy Endless { get; } = Undo with { MaxAttempts = int.MaxValue };

    /// <summary>
    /// The pause before the next attempt, at least as long as the failure asks for; null when it was the last. An outage is waited out.
    /// </summary>
    public TimeSpan? PauseAfter(Failure failure, int attempts)
    {
        var isOutage = failure is Transient { IsOutage: true };
        if (attempts >= MaxAttempts && !isOutage)
        {
            return null;
        }

        var pause = (isOutage ? Endless : this).DelayAfter(attempts);
        return failure is Transient { RetryAfter: { } wanted } && wanted > pause ? wanted : pause;
    }

    /// <summary>The pause after this many attempts.</summary>
    public TimeSpan DelayAfter(int attempt)
    {
        var delay = First.TotalSeconds * Math.Pow(Factor, attempt - 1);
        return delay < Longest.TotalSeconds ? TimeSpan.FromSeconds(delay) : Longest;
    }
}
