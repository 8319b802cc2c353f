namespace Pipeline.Sagas;

/// <summary>One step: an activity, the activity that undoes it, and what it waits for.</summary>
/// <param name="Activity">The activity's name.</param>
/// <param name="Undo">The activity that undoes it, registered before the step acts; null when there is nothing to undo.</param>
/// <param name="Wait">The events that complete or fail the step after its activity; null when the activity completes it.</param>
/// <param name="Delay">A durable pause before the activity.</param>
public sealed record SagaStep(string Activity, string? Undo = null, SagaWait? Wait = null, TimeSpan? Delay = null)
{
    public RetryPolicy Retry { get; init; } = RetryPolicy.Step;
}
