using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Moq;
using Pipeline.Azure.Queues;
using Pipeline.Failures;
using Pipeline.Functions.Telemetry;
using Pipeline.Reactions;

namespace Pipeline.Functions.Tests.Queues;

public sealed class QueueDeliveryTests
{
    private static readonly Transient Down = new("store-down", "The store is down.");
    private readonly DeliveryBench _bench = new();

    [Fact]
    public async Task A_message_whose_effects_are_done_is_completed()
    {
        _bench.Does(new Count("log.lines.info", 1));

        await _bench.DeliverAsync(Messages.Of(Messages.LogLine()));

        Assert.Equal(["complete"], _bench.Order);
        _bench.Counters
            .Verify(counters => counters.AddAsync("log.lines.info", 1, "/tests\ne-1", It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData(null, 1, 1)]
    [InlineData(2L, 2, 2)]
    [InlineData(3, 3, 4)]
    public async Task A_transient_failure_sends_a_copy_for_later_and_then_completes(object? attempt, int tried, int pauseSeconds)
    {
        _bench.Fails(Down);

        await _bench.DeliverAsync(Messages.Of(Messages.LogLine(), attempt));

        Assert.Equal([$"send {tried + 1}", "complete"], _bench.Order);
        _bench.Sender.Verify(sender => sender.SendAsync(
            It.Is<QueueMessage>(copy =>
                copy.Queue == "count-log-line"
                && copy.Event.Id == "e-1"
                && copy.NotBefore == Messages.Now.AddSeconds(pauseSeconds)
                && copy.DeadLetterId == null),
            It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task The_last_transient_failure_makes_a_dead_letter_with_its_reason()
    {
        _bench.Fails(Down);

        await _bench.DeliverAsync(Messages.Of(Messages.LogLine(), attempt: 4));

        Assert.Empty(_bench.Order);
        VerifyDeadLettered("store-down", "The store is down.", attempt: 4);
    }

    [Fact]
    public async Task A_permanent_failure_makes_a_dead_letter_at_once()
    {
        _bench.Fails(new Permanent("no-such-sku", "There is no SKU X."));

        await _bench.DeliverAsync(Messages.Of(Messages.LogLine()));

        VerifyDeadLettered("no-such-sku", "There is no SKU X.", attempt: 1);
    }

    [Fact]
    public async Task A_reason_that_the_broker_would_refuse_is_cut()
    {
        _bench.Fails(new Permanent("long", new string('x', 5_000)));

        await _bench.DeliverAsync(Messages.Of(Messages.LogLine()));

        VerifyDeadLettered("long", new string('x', 4_096), attempt: 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"specversion\":\"1.0\"}")]
    public async Task A_message_that_is_no_event_becomes_a_dead_letter_without_being_delivered(string body)
    {
        await _bench.DeliverAsync(Messages.Of(new BinaryData(body), attempt: 2));

        Assert.Equal(0, _bench.Reactions);
        _bench.Actions.Verify(actions => actions.DeadLetterMessageAsync(
            It.IsAny<ServiceBusReceivedMessage>(),
            It.Is<Dictionary<string, object>>(properties => (int)properties["attempt"] == 2),
            "unreadable-message",
            It.IsAny<string>(),
            It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task A_replay_that_took_effect_resolves_its_dead_letter_before_the_message_is_gone()
    {
        await _bench.DeliverAsync(Messages.Of(Messages.LogLine(), deadLetterId: "d-1"));

        Assert.Equal(["resolve d-1", "complete"], _bench.Order);
    }

    [Fact]
    public async Task A_replay_that_fails_for_now_keeps_its_dead_letter()
    {
        _bench.Fails(Down);

        await _bench.DeliverAsync(Messages.Of(Messages.LogLine(), deadLetterId: "d-1"));

        _bench.Sender.Verify(sender => sender.SendAsync(
            It.Is<QueueMessage>(copy => copy.DeadLetterId == "d-1" && copy.Attempt == 2), It.IsAny<CancellationToken>()));
        _bench.DeadLetters.Verify(deadLetters => deadLetters.ResolvedAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task A_letter_that_cannot_be_resolved_leaves_the_message_to_come_again()
    {
        _bench.DeadLetters.Setup(deadLetters => deadLetters.ResolvedAsync("d-1", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(Down));

        await _bench.DeliverAsync(Messages.Of(Messages.LogLine(), deadLetterId: "d-1"));

        VerifyUntouched();
    }

    [Fact]
    public async Task A_copy_that_cannot_be_sent_leaves_the_message_to_come_again()
    {
        _bench.Fails(Down);
        _bench.Sender.Setup(sender => sender.SendAsync(It.IsAny<QueueMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(Down));

        await _bench.DeliverAsync(Messages.Of(Messages.LogLine()));

        VerifyUntouched();
    }

    // The copy is sent, the completion fails: the broker now holds the event twice, and both deliveries do what one would.
    [Fact]
    public async Task A_crash_between_the_copy_and_the_completion_delivers_twice_and_loses_nothing()
    {
        _bench.Fails(Down);
        _bench.Actions.Setup(actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException("The lock is lost."));
        var message = Messages.Of(Messages.LogLine());
        await _bench.DeliverAsync(message);
        var copy = (QueueMessage)_bench.Sender.Invocations.Single().Arguments[0]!;

        _bench.Does(new Count("log.lines.info", 1));
        await _bench.DeliverAsync(message);
        await _bench.DeliverAsync(Messages.Of(copy.Event, copy.Attempt));

        var causes = _bench.Counters.Invocations.Select(call => (string)call.Arguments[2]!);
        Assert.Equal(["/tests\ne-1", "/tests\ne-1"], causes);
    }

    [Fact]
    public async Task A_lost_lock_is_left_to_the_next_delivery()
    {
        _bench.Actions.Setup(actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException("The lock is lost."));

        await _bench.DeliverAsync(Messages.Of(Messages.LogLine()));

        Assert.Equal(1, _bench.Reactions);
    }

    [Fact]
    public async Task A_host_that_stops_leaves_the_message_to_another()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Delivery.DeliverAsync(
            _bench.Queue, Messages.Of(Messages.LogLine()), _bench.Actions.Object, stopping.Token));

        VerifyUntouched();
    }

    [Fact]
    public async Task A_delivery_goes_on_with_the_trace_of_its_event()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Deliveries.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        var seen = new List<Activity>();
        listener.ActivityStopped = activity =>
        {
            if (activity.GetTagItem("cloudevents.event_id") is "traced")
            {
                seen.Add(activity);
            }
        };
        ActivitySource.AddActivityListener(listener);
        var trace = new Pipeline.Events.Trace(TraceParent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        await _bench.DeliverAsync(Messages.Of(Messages.LogLine("traced", trace)));

        var activity = Assert.Single(seen);
        Assert.Equal(
            ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (activity.TraceId.ToString(), activity.ParentSpanId.ToString()));
        Assert.Equal(ActivityKind.Consumer, activity.Kind);
    }

    private void VerifyDeadLettered(string reason, string detail, int attempt) =>
        _bench.Actions.Verify(actions => actions.DeadLetterMessageAsync(
        It.IsAny<ServiceBusReceivedMessage>(),
        It.Is<Dictionary<string, object>>(properties => (int)properties["attempt"] == attempt),
        reason,
        detail,
        It.IsAny<CancellationToken>()));

    private void VerifyUntouched() => _bench.Actions.VerifyNoOtherCalls();
}
