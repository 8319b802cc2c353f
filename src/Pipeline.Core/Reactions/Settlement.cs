using Pipeline.Failures;

namespace Pipeline.Reactions;

/// <summary>What becomes of a delivered message; the one place where failures become settlements.</summary>
public abstract record Settlement
{
    /// <summary>Pauses before the second, third and fourth attempt.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    /// <summary>It took effect.</summary>
    public sealed record Complete : Settlement;

    /// <summary>It is delivered again after a pause, outside the queue's line.</summary>
    public sealed record Retry(TimeSpan Pause, Failure Failure) : Settlement;

    /// <summary>It goes to the dead-letter store with its reason.</summary>
    public sealed record DeadLetter(Failure Failure) : Settlement;

    /// <summary>The settlement after so many attempts, this one included.</summary>
    public static Settlement Of(Failure? failure, int attempts) => failure switch
    {
        null => new Complete(),
        Transient transient when attempts <= Pauses.Length => new Retry(Longer(Pauses[attempts - 1], transient.RetryAfter), transient),
        Conflict when attempts <= Pauses.Length => new Retry(Pauses[attempts - 1], failure),
        _ => new DeadLetter(failure),
    };

    private static TimeSpan Longer(TimeSpan pause, TimeSpan? wanted) => wanted > pause ? wanted.Value : pause;
}
