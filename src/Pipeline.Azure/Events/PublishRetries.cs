using Polly;
using Polly.Retry;

namespace Pipeline.Azure.Events;

/// <summary>How often, and after which pauses, a batch is sent again. Longer outages are left to the trigger's retries.</summary>
internal static class PublishRetries
{
    /// <summary>Retries after the first attempt.</summary>
    public const int Max = 4;

    /// <summary>If Event Grid asks for a longer pause, the batch is not retried here.</summary>
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
                ShouldHandle = tried => new(
                    PublishFailure.IsPassing(tried.Outcome.Exception) && !(Pause(tried.Outcome, time) > LongestPause)),
                DelayGenerator = tried => new(Pause(tried.Outcome, time)),
            })
            .AddTimeout(timeout)
            .Build();

    private static TimeSpan? Pause(Outcome<object> outcome, TimeProvider time) =>
        PublishFailure.RetryAfter(outcome.Exception, time.GetUtcNow());
}
