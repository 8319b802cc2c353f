using Pipeline.Azure.Events;
using Pipeline.EventGridEndpoint;
using Pipeline.Failures;

namespace Pipeline.Azure.Tests.Events;

public sealed class EventGridRetryTests : GridTest
{
    public static TheoryData<EventGridFault> Passing =>
    [
        new EventGridFault.Answer(408), new EventGridFault.Answer(429), new EventGridFault.Answer(500), new EventGridFault.Answer(503),
        new EventGridFault.Reset(),
    ];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Batch_is_sent_again_when_the_fault_passes(EventGridFault fault)
    {
        Grid.Faults.At(1, fault).At(2, fault);

        Assert.All(await PublishAsync(Events(3)), Assert.Null);

        Assert.Equal(["e1", "e2", "e3"], Published());
        Assert.Equal((3, 2), (Grid.Requests, Time.Pauses.Count));
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Retrying_ends_with_a_transient_failure_when_the_fault_does_not_pass(EventGridFault fault)
    {
        Grid.Faults.Always(fault);

        var failures = await PublishAsync(Events(3));

        Assert.All(failures, failure => Assert.Equal("event-grid-unavailable", Assert.IsType<Transient>(failure).Code));
        Assert.Equal(1 + PublishRetries.Max, Grid.Requests);
        Assert.Empty(Grid.Events);
    }

    [Fact]
    public async Task Pauses_follow_the_retry_after_when_there_is_one()
    {
        Grid.Faults.At(1, Busy(7)).At(2, Busy(11));

        Assert.All(await PublishAsync(Events(3)), Assert.Null);

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(11)], Time.Pauses);
    }

    [Fact]
    public async Task Long_pause_is_left_to_the_caller()
    {
        Grid.Faults.At(1, Busy(120));

        var failure = (await PublishAsync(Events(1)))[0];

        Assert.Equal(TimeSpan.FromMinutes(2), Assert.IsType<Transient>(failure).RetryAfter);
        Assert.Equal(1, Grid.Requests);
        Assert.Empty(Time.Pauses);
    }

    [Fact]
    public async Task Events_are_published_twice_rather_than_lost_when_the_answer_is_lost()
    {
        Grid.Faults.At(1, new EventGridFault.LostAnswer());

        Assert.All(await PublishAsync(Events(2)), Assert.Null);

        Assert.Equal(["e1", "e2", "e1", "e2"], Published());
    }

    [Fact]
    public async Task Request_is_given_up_and_retried_when_no_answer_comes_in_time()
    {
        Grid.Faults.At(1, new EventGridFault.Hold());

        var publishing = PublishAsync(Events(2));
        await Grid.HeldAsync();
        Time.PassLimits();

        Assert.All(await publishing, Assert.Null);
        Assert.Equal(["e1", "e2"], Published());
    }

    [Fact]
    public async Task Retrying_ends_when_the_host_stops()
    {
        Grid.Faults.Always(new EventGridFault.Hold());
        using var stopping = new CancellationTokenSource();

        var publishing = Publisher.PublishAsync(Events(2), stopping.Token);
        await Grid.HeldAsync();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing);
    }

    private static EventGridFault.Answer Busy(int seconds) => new(429, TimeSpan.FromSeconds(seconds));
}
