using System.Text.Json;
using Azure.Messaging;
using Moq;
using Pipeline.Azure.Cosmos;
using Pipeline.Azure.Relay;
using Pipeline.Azure.Tests.Relay;
using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.DeadLetters;

/// <summary>What cannot be kept whole is kept as far as possible: it is visible and blocks nothing.</summary>
public sealed class LargeDeadLetterTests : CosmosTest
{
    private static readonly Permanent Reason = new("event-too-large", "Event Grid takes no more.");

    private IDeadLetters DeadLetters => Ports.Port<IDeadLetters>();

    [Fact]
    public async Task Event_too_large_for_the_store_is_kept_once_without_its_data_and_announced()
    {
        var large = Large("e-1");

        await DeadLetters.AddAsync(ChangeFeedRelay.QueueName, large, Reason, default);
        await DeadLetters.AddAsync(ChangeFeedRelay.QueueName, large, Reason, default);

        var deadLetter = Assert.Single(await DeadLetters.ListAsync(DeadLetterStatus.Open, null, 10, default));
        Assert.Null(deadLetter.Event.Data);
        Assert.Equal(
            (large.Id, large.Source, large.Type, large.Subject),
            (deadLetter.Event.Id, deadLetter.Event.Source, deadLetter.Event.Type, deadLetter.Event.Subject));
        Assert.Equal(large.ExtensionAttributes, deadLetter.Event.ExtensionAttributes);
        Assert.Contains("2 MB", deadLetter.Detail, StringComparison.Ordinal);
        Assert.Equal(deadLetter.Id, CloudEvents.Read<DeadLetterArrived>(Assert.Single(EventsOf(CosmosContainers.Events))).DeadLetterId);
    }

    [Fact]
    public async Task Dead_letter_without_data_is_not_replayed()
    {
        await DeadLetters.AddAsync(ChangeFeedRelay.QueueName, Large("e-1"), Reason, default);
        var deadLetter = Assert.Single(await DeadLetters.ListAsync(null, null, 10, default));

        var failure = (await DeadLetters.ReplayAsync(deadLetter.Id, default)).Failure;

        Assert.Equal("dead-letter-not-replayable", Assert.IsType<Rejected>(failure).Code);
        Assert.Contains("attributes", failure.Detail, StringComparison.Ordinal);
        Assert.Equal(DeadLetterStatus.Open, (await DeadLetters.GetAsync(deadLetter.Id, default))!.Status);
        Ports.Publisher.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Relay_continues_after_a_document_whose_dead_letter_is_too_large()
    {
        Ports.Publisher.Setup(publisher => publisher.PublishAsync(It.IsAny<IReadOnlyList<CloudEvent>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((IReadOnlyList<CloudEvent> events, CancellationToken _) => [.. events.Select(_ => (Failure?)null)]);
        var large = JsonSerializer.SerializeToElement(
            new { id = "event-0000000007", orderId = "o-1", kind = "event", @event = new string('"', 600_000) });

        await Ports.Port<ChangeFeedRelay>().RelayAsync([large, RelayBench.Document("o-2", 1)], default);

        Ports.Publisher.Verify(publisher => publisher.PublishAsync(
            It.Is<IReadOnlyList<CloudEvent>>(events => events.Single().Id == "o-2-1"), It.IsAny<CancellationToken>()));
        var deadLetter = Assert.Single(await DeadLetters.ListAsync(DeadLetterStatus.Open, null, 10, default));
        Assert.Equal(("o-1/event-0000000007", (BinaryData?)null), (deadLetter.Event.Subject, deadLetter.Event.Data));
    }

    private static CloudEvent Large(string id) =>
        Some.Event(new LogLine("info", new string('x', 2_100_000)), id: id);
}
