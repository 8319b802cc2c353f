using Polly;
using Polly.Retry;

namespace Pipeline.Azure.Events;

/// <summary>How often, and after which pauses, a batch is sent again. What lasts longer is the trigger's to retry.</summary>
internal static class PublishRetries
{
    /// <summary>How often a batch is sent again.</summary>
    public const int Max = 4;

    /// <summary>A longer pause than this is not waited for here.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    public static ResiliencePipeline Create(TimeSpan timeout, TimeProvider time, Random chance) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Max,
                Delay = FirstPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = chance.NextDouble,
                MaxDelay = LongestPause,
                ShouldHandle = tried => new(PublishFailure.Passes(tried.Outcome.Exception) && !(Pause(tried.Outcome, time) > LongestPause)),
                DelayGenerator = tried => new(Pause(tried.Outcome, time)),
            })
            .AddTimeout(timeout)
            .Build();

    private static TimeSpan? Pause(Outcome<object> outcome, TimeProvider time) =>
        PublishFailure.RetryAfter(outcome.Exception, time.GetUtcNow());
}
