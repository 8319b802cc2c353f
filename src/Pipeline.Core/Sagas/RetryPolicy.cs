namespace Pipeline.Sagas;

/// <summary>How often and how far apart an activity is tried before it counts as failed.</summary>
public sealed record RetryPolicy(int MaxAttempts, TimeSpan First, double Factor, TimeSpan Longest)
{
    /// <summary>Steps, and deliveries of queues: four attempts, 1 s, 2 s and 4 s apart.</summary>
    public static RetryPolicy Step { get; } = new(4, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(4));

    /// <summary>Undos try longer, because what they leave undone needs a person: ten attempts over some six minutes.</summary>
    public static RetryPolicy Undo { get; } = new(10, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(2));

    /// <summary>Steps that have no way back: until they are done.</summary>
    public static RetryPolicy Endless { get; } = Undo with { MaxAttempts = int.MaxValue };

    /// <summary>The pause after this many attempts.</summary>
    public TimeSpan DelayAfter(int attempt)
    {
        var delay = First.TotalSeconds * Math.Pow(Factor, attempt - 1);
        return delay < Longest.TotalSeconds ? TimeSpan.FromSeconds(delay) : Longest;
    }
}
