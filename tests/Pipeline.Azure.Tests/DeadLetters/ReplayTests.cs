using System.Text.Json;
using Azure.Messaging;
using Moq;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.DeadLetters;
using Pipeline.Azure.Events;
using Pipeline.Azure.Queues;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.DeadLetters;

public sealed class ReplayTests : CosmosTest
{
    private static readonly Permanent Reason = new("broken", "It is broken.");

    private IDeadLetters DeadLetters => Ports.Port<IDeadLetters>();

    [Fact]
    public async Task Replay_sends_the_event_to_its_queue_with_the_dead_letters_id()
    {
        var id = await AddAsync("count-log-line");

        Assert.True((await DeadLetters.ReplayAsync(id, default)).TryGet(out var deadLetter, out _));

        Assert.Equal(DeadLetterStatus.Replaying, deadLetter.Status);
        Ports.Sender.Verify(sender => sender.SendAsync(
            It.Is<QueueMessage>(message => message.Queue == "count-log-line" && message.Event.Id == "e-1" && message.DeadLetterId == id
                && message.Attempt == 1),
            It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Dead_letter_is_open_again_when_the_queue_cannot_be_reached()
    {
        var id = await AddAsync("count-log-line");
        Ports.Sender.Setup(sender => sender.SendAsync(It.IsAny<QueueMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(new Transient("broker-down", "It is down.")));

        var result = await DeadLetters.ReplayAsync(id, default);

        Assert.IsType<Transient>(result.Failure);
        var deadLetter = (await DeadLetters.GetAsync(id, default))!;
        Assert.Equal((DeadLetterStatus.Open, "broken", 1), (deadLetter.Status, deadLetter.Reason, deadLetter.Attempts));
    }

    [Fact]
    public async Task Payment_is_recorded_at_once_when_its_order_exists_by_now()
    {
        var id = await AddAsync(RecordPayment.QueueName, Some.Event(Some.Captured(), subject: "o"));
        Assert.Equal("order-not-found", (await ReplayedAsync(id)).Reason);
        await Ports.Port<OrderService>().ExecuteAsync("o", Some.PlaceOrder(), Trace.None, default);

        var deadLetter = await ReplayedAsync(id);

        Assert.Equal((DeadLetterStatus.Resolved, 2), (deadLetter.Status, deadLetter.Attempts));
        Assert.Equal(Some.Total, (await Ports.Port<IOrderStore>().LoadAsync("o", default))!.NetCaptured());
    }

    [Fact]
    public async Task Event_is_published_again_when_the_relay_had_given_it_up()
    {
        var id = await AddAsync("relay");
        Ports.Publisher.SetupSequence(
            publisher => publisher.PublishAsync(It.IsAny<IReadOnlyList<CloudEvent>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([new Permanent("event-too-large", "It is too large.")])
            .ReturnsAsync([null]);

        var first = await ReplayedAsync(id);
        var second = await ReplayedAsync(id);

        Assert.Equal((DeadLetterStatus.Open, "event-too-large", 2), (first.Status, first.Reason, first.Attempts));
        Assert.Equal(DeadLetterStatus.Resolved, second.Status);
    }

    [Theory]
    [InlineData("""{ "kind": "event", "event": { "specversion": "1.0", "id": "e-7", "source": "/s", "type": "t" } }""", "e-7")]
    [InlineData("{ \"kind\": \"event\", \"event\": 5 }", null)]
    public async Task Event_of_an_unreadable_document_is_published_when_this_version_can_read_it(string document, string? eventId)
    {
        var published = new List<string>();
        Ports.Publisher.Setup(publisher => publisher.PublishAsync(It.IsAny<IReadOnlyList<CloudEvent>>(), It.IsAny<CancellationToken>()))
            .Callback((IReadOnlyList<CloudEvent> events, CancellationToken _) => published.AddRange(events.Select(one => one.Id)))
            .ReturnsAsync([null]);
        var id = await AddAsync(
            "relay", UnreadableDocument.Wrap("/relay", JsonSerializer.Deserialize<JsonElement>(document), Time.GetUtcNow()));

        var deadLetter = await ReplayedAsync(id);

        Assert.Equal(eventId is null ? [] : [eventId], published);
        Assert.Equal(eventId is null ? DeadLetterStatus.Open : DeadLetterStatus.Resolved, deadLetter.Status);
    }

    [Fact]
    public async Task Replay_is_rejected_when_the_dead_letters_queue_accepts_no_messages()
    {
        var id = await AddAsync("no-such-queue");

        Assert.Equal("dead-letter-not-replayable", Assert.IsType<Rejected>((await DeadLetters.ReplayAsync(id, default)).Failure).Code);
    }

    [Fact]
    public async Task Dead_letter_counts_as_open_when_its_replay_has_no_result_for_a_while()
    {
        var id = await AddAsync("count-log-line");
        await DeadLetters.ReplayAsync(id, default);
        Time.Advance(DeadLetterDocument.ReplayTimeout - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await DeadLetters.ListAsync(DeadLetterStatus.Open, null, 10, default));
        Assert.IsType<Rejected>((await DeadLetters.ReplayAsync(id, default)).Failure);

        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Single(await DeadLetters.ListAsync(DeadLetterStatus.Open, null, 10, default));
        Assert.Empty(await DeadLetters.ListAsync(DeadLetterStatus.Replaying, null, 10, default));
        Assert.Null((await DeadLetters.ReplayAsync(id, default)).Failure);
    }

    [Fact]
    public async Task Arrival_is_announced_once_for_each_time_a_queue_gave_up()
    {
        var id = await AddAsync("count-log-line");
        await AddAsync("count-log-line");
        await DeadLetters.ReplayAsync(id, default);
        await Ports.Port<IQueueDeadLetters>().ArrivedAsync("count-log-line", Line("e-1"), "broken", "Still.", 4, id, default);

        var announced = EventsOf(CosmosContainers.Events).ToArray();
        Assert.Equal(2, announced.Length);
        Assert.All(announced, one => Assert.Equal(id, one.Subject));
        Assert.All(announced, one => Assert.Equal(EventTypes.Full(EventTypes.DeadLetterArrived), one.Type));
    }

    [Fact]
    public async Task Dead_letter_about_a_dead_letter_is_kept_and_not_announced()
    {
        await AddAsync("archive-events", Some.Event(new DeadLetterArrived("d-1", "q", "e-1", "t", "r")));

        Assert.Single(await DeadLetters.ListAsync(null, null, 10, default));
        Assert.Empty(Documents(CosmosContainers.Events));
    }

    private async Task<string> AddAsync(string queue, CloudEvent? cloudEvent = null)
    {
        await DeadLetters.AddAsync(queue, cloudEvent ?? Line("e-1"), Reason, default);
        return (await DeadLetters.ListAsync(null, null, 1, default))[0].Id;
    }

    private async Task<DeadLetter> ReplayedAsync(string id)
    {
        Assert.True((await DeadLetters.ReplayAsync(id, default)).TryGet(out var deadLetter, out var failure), failure?.Detail);
        return deadLetter;
    }

    private static CloudEvent Line(string id) => Some.Event(new LogLine("info", "a line"), id: id);
}
