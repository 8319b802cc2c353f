using Moq;
using Pipeline.Failures;
using Pipeline.Operations;

namespace Pipeline.Http.Tests.Operations;

public sealed class OperationEndpointsTests : HttpTest
{
    [Fact]
    public async Task Stats_show_how_the_pipeline_is_doing()
    {
        Stats.Setup(stats => stats.ReadAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new PipelineStats(
            7, [new QueueStats("order-saga", 1, 2, 3, 4)], new SagaStats(5, 6), 8, 9, new Dictionary<string, long> { ["log.error"] = 10 }));

        Assert.Equal(
            """{"events":7,"queues":[{"queue":"order-saga","lag":1,"inFlight":2,"retrying":3,"handled":4}],"sagas":{"active":5"""
                + ""","needAttention":6},"openDeadLetters":8,"duplicatesSuppressed":9,"counters":{"log.error":10}}""",
            (await GetJsonAsync("stats")).GetRawText());
    }

    [Fact]
    public async Task Live_answers_200_even_when_the_engine_is_not_ready()
    {
        Health.Setup(health => health.CheckAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new Transient("starting", "Not yet."));

        Assert.Equal("""{"status":"live"}""", (await GetJsonAsync("health/live")).GetRawText());
    }

    [Fact]
    public async Task Ready_answers_200_when_the_engine_is_ready() =>
        Assert.Equal("""{"status":"ready"}""", (await GetJsonAsync("health/ready")).GetRawText());

    [Fact]
    public async Task Ready_answers_503_with_retry_after_when_the_engine_is_not_ready()
    {
        Health.Setup(health => health.CheckAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Permanent("disk-full", "The disk is full."));

        var response = await Client.GetAsync("health/ready");

        await ProblemAssert.IsAsync(response, 503, "disk-full");
        Assert.NotNull(response.Headers.RetryAfter);
    }
}
