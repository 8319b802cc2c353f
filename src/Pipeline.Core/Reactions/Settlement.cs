using System.Diagnostics;
using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Reactions;

/// <summary>What becomes of a delivered message; the only place where failures become settlements.</summary>
public abstract record Settlement
{
    /// <summary>It took effect.</summary>
    public sealed record Complete : Settlement;

    /// <summary>It is delivered again after a pause, without holding up the queue.</summary>
    public sealed record Retry(TimeSpan Pause, Failure Failure) : Settlement;

    /// <summary>It goes to the dead-letter store with its reason.</summary>
    public sealed record DeadLetter(Failure Failure) : Settlement;

    /// <summary>The settlement after this many attempts, including this one; deliveries get as many as a saga's steps, and wait out
    /// an outage.</summary>
    public static Settlement Of(Failure? failure, int attempts) => failure switch
    {
        null => new Complete(),
        Transient or Conflict when RetryPolicy.Step.PauseAfter(failure, attempts) is { } pause => new Retry(pause, failure),
        Malformed or Invalid or Unauthentic or Stale or NotFound or Rejected or StockShort or Conflict or Transient or Permanent =>
            new DeadLetter(failure),
        _ => throw new UnreachableException($"No settlement for a {failure.GetType().Name}."),
    };
}
