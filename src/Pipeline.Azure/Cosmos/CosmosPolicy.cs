using Microsoft.Extensions.Options;
using Pipeline.Failures;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Pipeline.Azure.Cosmos;

/// <summary>
/// Runs every request to Cosmos DB, with time-outs and retries. A write may therefore be repeated after its answer was lost, and every
/// store recognises that.
/// </summary>
public class CosmosPolicy
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
                ShouldHandle = arguments => new(IsWorthRetrying(arguments.Outcome)),
                DelayGenerator = arguments => new(arguments.Outcome.Result?.RetryAfter),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = _options.RequestTimeout })
            .Build();
    }

    /// <summary>Repeats a request until its answer is final.</summary>
    /// <exception cref="FailureException">
    /// <see cref="Transient"/>: retries are exhausted and a write may still have taken effect, or the container is missing.
    /// </exception>
    internal async Task<CosmosAnswer> RunAsync(Func<CancellationToken, Task<CosmosAnswer>> request, CancellationToken cancellation)
    {
        // Attempts whose outcome is unknown.
        var lost = 0;
        CosmosAnswer answer;
        // Like everything that is awaited here, a retry comes back to its scheduler.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellation);
        try
        {
            answer = await _pipeline.ExecuteAsync(
                async retried =>
                {
                    lost++;
                    var attempt = await TryAsync(request, retried.CancellationToken);
                    lost -= CosmosFailures.IsLost(attempt) ? 0 : 1;
                    return attempt;
                },
                context);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && CosmosFailures.IsTransient(error))
        {
            throw CosmosFailures.Spent(error);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        return CosmosFailures.IsTransient(answer) ? throw CosmosFailures.Spent(answer, isLost: lost > 0)
            : CosmosFailures.IsMissingContainer(answer) ? throw CosmosFailures.Refused(answer)
            : answer;
    }

    /// <summary>Repeats a step that reads and then writes until no other writer intervenes.</summary>
    /// <param name="what">What the writers contend for, to name it in the failure.</param>
    /// <param name="step">The step; not settled when another writer was first.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="FailureException"><see cref="Transient"/> after 40 clashes.</exception>
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

    /// <summary>
    /// Sends a request once. A simulation puts its faults and delays around it: inside the SDK, which continues on any thread, they would
    /// come in an order that no seed repeats.
    /// </summary>
    internal virtual Task<CosmosAnswer> TryAsync(
        Func<CancellationToken, Task<CosmosAnswer>> request, CancellationToken cancellation) => request(cancellation);

    // Random, so that writers that clashed do not clash again; no pause after the first clash, because most are between two.
    private TimeSpan PauseAfter(int clash) =>
        clash == 0 ? TimeSpan.Zero : _options.FirstPause * _chance.NextDouble() * Math.Min(clash, 10);

    private bool IsWorthRetrying(Outcome<CosmosAnswer> outcome) => outcome switch
    {
        { Exception: { } error } => CosmosFailures.IsTransient(error),
        { Result: { } answer } => CosmosFailures.IsTransient(answer) && !(answer.RetryAfter > _options.MaxPause),
        _ => false,
    };
}
