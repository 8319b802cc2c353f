using System.Net.Http.Headers;
using Azure;
using Azure.Identity;
using Pipeline.Failures;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Pipeline.Azure.Events;

/// <summary>Turns the exception of an unpublished batch into a failure, by the table on <see cref="EventGridPublisher"/>.</summary>
internal static class PublishFailure
{
    public static Failure Of(Exception error, DateTimeOffset now) => error switch
    {
        RequestFailedException answer => Of(answer, now),
        AuthenticationFailedException => new Transient(
            "no-token", $"The app's identity got no token for Event Grid; check AZURE_CLIENT_ID and its roles: {error.Message}"),
        TimeoutRejectedException => new Transient("event-grid-silent", "Event Grid gave no answer in time."),
        _ => Failed.From(error),
    };

    /// <summary>Whether the same request may well succeed a moment later.</summary>
    public static bool IsPassing(Exception? error) => error switch
    {
        RequestFailedException answer => answer.Status is 0 or 408 or 429 or >= 500,
        TimeoutRejectedException or IOException or HttpRequestException => true,
        _ => false,
    };

    /// <summary>The pause that the answer's Retry-After header asks for, in seconds or as a date; null without one.</summary>
    public static TimeSpan? RetryAfter(Exception? error, DateTimeOffset now) =>
        (error as RequestFailedException)?.GetRawResponse() is { } response
        && response.Headers.TryGetValue("Retry-After", out var header)
        && RetryConditionHeaderValue.TryParse(header, out var wanted)
            ? wanted.Delta ?? Later(wanted.Date!.Value - now)
            : null;

    private static Failure Of(RequestFailedException answer, DateTimeOffset now) => answer.Status switch
    {
        0 or 408 or 429 or >= 500 => new Transient(
            "event-grid-unavailable", $"Event Grid could not take the events ({Status(answer)}).", RetryAfter(answer, now)),
        400 => new Permanent("event-refused", $"Event Grid refuses the event as no valid CloudEvent: {answer.ErrorCode ?? "400"}."),
        413 => new Permanent("event-too-large", "Event Grid refuses the event as too large."),
        401 or 403 => new Transient(
            "event-grid-forbidden",
            $"Event Grid refuses the app ({answer.Status}): its identity lacks the role EventGrid Data Sender, or the key is wrong."),
        _ => new Transient(
            "event-grid-wrong-endpoint", $"EventGrid:TopicEndpoint answers {answer.Status}, as no topic does; check the setting."),
    };

    private static string Status(RequestFailedException answer) => answer.Status == 0 ? answer.Message : $"{answer.Status}";

    private static TimeSpan Later(TimeSpan pause) => pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
}

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
