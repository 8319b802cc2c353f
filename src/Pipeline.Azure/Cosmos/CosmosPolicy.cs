using Microsoft.Extensions.Options;
using Pipeline.Failures;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Pipeline.Azure.Cosmos;

/// <summary>
/// How every request to Cosmos DB is made: with a time-out, and again after what may pass. What is written through it is written so
/// that a repetition after a lost answer is recognised.
/// </summary>
public sealed class CosmosPolicy
{
    private const int MaxClashes = 40;

    private readonly ResiliencePipeline<CosmosAnswer> _pipeline;
    private readonly CosmosOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _chance;

    public CosmosPolicy(IOptions<CosmosOptions> options, TimeProvider time, Random chance)
    {
        (_options, _time, _chance) = (options.Value, time, chance);
        _pipeline = new ResiliencePipelineBuilder<CosmosAnswer> { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = _options.TotalTimeout })
            .AddRetry(new RetryStrategyOptions<CosmosAnswer>
            {
                MaxRetryAttempts = _options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = chance.NextDouble,
                Delay = _options.FirstPause,
                MaxDelay = _options.MaxPause,
                ShouldHandle = arguments => new(IsWorthAnother(arguments.Outcome)),
                DelayGenerator = arguments => new(arguments.Outcome.Result?.RetryAfter),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = _options.RequestTimeout })
            .Build();
    }

    /// <summary>The service's answer, which is none of those that may pass.</summary>
    /// <exception cref="FailureException">Retries are spent: <see cref="Transient"/>. A write may have been done all the same.</exception>
    internal async Task<CosmosAnswer> RunAsync(Func<CancellationToken, Task<CosmosAnswer>> request, CancellationToken cancellation)
    {
        // How many attempts there were of which nobody can tell what became of them.
        var lost = 0;
        CosmosAnswer answer;
        try
        {
            answer = await _pipeline.ExecuteAsync(
                async token =>
                {
                    lost++;
                    var attempt = await request(token);
                    lost -= CosmosFailures.IsLost(attempt) ? 0 : 1;
                    return attempt;
                },
                cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && CosmosFailures.IsTransient(error))
        {
            throw CosmosFailures.Spent(error);
        }

        return CosmosFailures.IsTransient(answer) ? throw CosmosFailures.Spent(answer, isLost: lost > 0)
            : CosmosFailures.IsMissingContainer(answer) ? throw CosmosFailures.Refused(answer)
            : answer;
    }

    /// <summary>Runs a step that reads and then writes, again as long as other writers come in between.</summary>
    /// <param name="what">What everyone wants to write, for the failure.</param>
    /// <param name="step">The step; not settled when another writer was first.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="FailureException"><see cref="Transient"/> when that goes on for too long.</exception>
    internal async Task<T> SettleAsync<T>(string what, Func<Task<(bool IsSettled, T Result)>> step, CancellationToken cancellation)
    {
        for (var clash = 0; clash < MaxClashes; clash++)
        {
            var (isSettled, result) = await step();
            if (isSettled)
            {
                return result;
            }

            await Task.Delay(PauseAfter(clash), _time, cancellation);
        }

        throw new FailureException(new Transient(
            "store-busy", $"{what} changed {MaxClashes} times while this was tried.", _options.MaxPause));
    }

    // At random, so that those who clashed do not clash again; the first time at once, for most clashes are between two.
    private TimeSpan PauseAfter(int clash) =>
        clash == 0 ? TimeSpan.Zero : _options.FirstPause * _chance.NextDouble() * Math.Min(clash, 10);

    private bool IsWorthAnother(Outcome<CosmosAnswer> outcome) => outcome switch
    {
        { Exception: { } error } => CosmosFailures.IsTransient(error),
        { Result: { } answer } => CosmosFailures.IsTransient(answer) && !(answer.RetryAfter > _options.MaxPause),
        _ => false,
    };
}
