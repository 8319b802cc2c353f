using System.Net;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Cosmos;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Cosmos;

public sealed class CosmosPolicyTests
{
    private readonly VirtualTime _time = new();
    private readonly CosmosOptions _options = new();

    [Fact]
    public async Task Request_is_repeated_after_the_pause_that_the_service_asks_for()
    {
        var attempts = 0;
        var running = Policy().RunAsync(
            _ => Task.FromResult(
                ++attempts == 1 ? Answer(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(3)) : Answer(HttpStatusCode.OK)),
            default);

        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(1, attempts);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True((await running).IsSuccess);
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task Request_is_repeated_when_no_answer_comes_in_time()
    {
        var attempts = 0;
        var running = Policy().RunAsync(
            async token =>
            {
                if (++attempts == 1)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
                }

                return Answer(HttpStatusCode.OK);
            },
            default);
        _time.Advance(_options.RequestTimeout);
        while (_time.WaitingTimers < 2)
        {
            // The pause before the retry runs beside the timer of the whole call.
            await Task.Yield();
        }

        _time.Advance(_options.MaxPause);

        Assert.True((await running).IsSuccess);
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task Request_is_given_up_when_all_its_attempts_together_take_too_long()
    {
        _options.MaxRetries = 100;
        var attempts = 0;
        var running = Policy().RunAsync(
            async token =>
            {
                attempts++;
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
                return Answer(HttpStatusCode.OK);
            },
            default);
        await AdvanceUntilAsync(running);

        var failure = (await Assert.ThrowsAsync<FailureException>(() => running)).Failure;
        Assert.True(Assert.IsType<Transient>(failure) is { Code: "store-timed-out", MayHaveHappened: true });
        Assert.InRange(attempts, 1, 4);
    }

    [Fact]
    public async Task Cancellation_reaches_the_caller_and_no_attempt_follows()
    {
        using var source = new CancellationTokenSource();
        var attempts = 0;
        var running = Policy().RunAsync(
            async token =>
            {
                attempts++;
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
                return Answer(HttpStatusCode.OK);
            },
            source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, attempts);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, 0, false, "store-refused")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, 0, false, "document-too-large")]
    [InlineData(HttpStatusCode.Forbidden, 0, true, "store-forbidden")]
    [InlineData(HttpStatusCode.NotFound, 1003, true, "store-missing")]
    public void Refusal_says_whether_it_can_be_put_right(HttpStatusCode status, int subStatus, bool isTransient, string code)
    {
        var failure = CosmosFailures.Refused(Answer(status, subStatus: subStatus)).Failure;

        Assert.Equal((isTransient, code), (failure is Transient, failure.Code));
    }

    [Fact]
    public async Task Missing_container_is_a_failure_and_not_a_missing_document()
    {
        var error = await Assert.ThrowsAsync<FailureException>(
            () => Policy().RunAsync(_ => Task.FromResult(Answer(HttpStatusCode.NotFound, subStatus: 1003)), default));

        Assert.Equal("store-missing", Assert.IsType<Transient>(error.Failure).Code);
    }

    [Fact]
    public async Task Step_that_never_settles_is_transient_in_the_end()
    {
        var clashes = 0;
        var running = Policy().SettleAsync("It", () => Task.FromResult((++clashes < 0, 0)), default);
        await AdvanceUntilAsync(running);

        Assert.Equal("store-busy", (await Assert.ThrowsAsync<FailureException>(() => running)).Failure.Code);
        Assert.Equal(40, clashes);
    }

    [Fact]
    public async Task Second_clash_pauses_as_long_as_chance_says()
    {
        var clashes = 0;
        var running = Policy(new FixedChance(0.5)).SettleAsync("It", () => Task.FromResult((++clashes == 3, 0)), default);

        _time.Advance((_options.FirstPause / 2) - TimeSpan.FromTicks(1));
        Assert.Equal(2, clashes);
        _time.Advance(TimeSpan.FromTicks(1));
        await running;
        Assert.Equal(3, clashes);
    }

    private CosmosPolicy Policy(Random? chance = null) => new(Options.Create(_options), _time, chance ?? new FixedChance(1));

    private async Task AdvanceUntilAsync(Task running)
    {
        while (!running.IsCompleted)
        {
            await Task.Yield();
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }
    }

    private static CosmosAnswer Answer(HttpStatusCode status, TimeSpan? retryAfter = null, int subStatus = 0) =>
        new(status, subStatus, retryAfter, null, null, default, []);
}
