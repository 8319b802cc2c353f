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

/// <summary>What cannot be kept whole is kept as far as it can be: it is seen, and stops nobody.</summary>
public sealed class LargeDeadLetterTests : CosmosTest
{
    private static readonly Permanent Reason = new("event-too-large", "Event Grid takes no more.");

    private IDeadLetters Letters => Ports.Port<IDeadLetters>();

    [Fact]
    public async Task Event_above_what_the_store_takes_is_kept_without_its_data_once_and_told()
    {
        var large = Large("e-1");

        await Letters.AddAsync(ChangeFeedRelay.QueueName, large, Reason, default);
        await Letters.AddAsync(ChangeFeedRelay.QueueName, large, Reason, default);

        var letter = Assert.Single(await Letters.ListAsync(DeadLetterStatus.Open, null, 10, default));
        Assert.Null(letter.Event.Data);
        Assert.Equal((large.Id, large.Source, large.Type, large.Subject), (letter.Event.Id, letter.Event.Source, letter.Event.Type, letter.Event.Subject));
        Assert.Equal(large.ExtensionAttributes, letter.Event.ExtensionAttributes);
        Assert.Contains("2 MB", letter.Detail, StringComparison.Ordinal);
        Assert.Equal(letter.Id, CloudEvents.Read<DeadLetterArrived>(Assert.Single(EventsOf(CosmosContainers.Events))).DeadLetterId);
    }

    [Fact]
    public async Task Letter_without_data_is_not_replayed()
    {
        await Letters.AddAsync(ChangeFeedRelay.QueueName, Large("e-1"), Reason, default);
        var letter = Assert.Single(await Letters.ListAsync(null, null, 10, default));

        var failure = (await Letters.ReplayAsync(letter.Id, default)).Failure;

        Assert.Equal("dead-letter-not-replayable", Assert.IsType<Rejected>(failure).Code);
        Assert.Contains("attributes", failure.Detail, StringComparison.Ordinal);
        Assert.Equal(DeadLetterStatus.Open, (await Letters.GetAsync(letter.Id, default))!.Status);
        Ports.Publisher.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Relay_goes_on_behind_a_document_whose_letter_is_too_large()
    {
        Ports.Publisher.Setup(publisher => publisher.PublishAsync(It.IsAny<IReadOnlyList<CloudEvent>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((IReadOnlyList<CloudEvent> events, CancellationToken _) => [.. events.Select(_ => (Failure?)null)]);
        var large = JsonSerializer.SerializeToElement(
            new { id = "event-0000000007", orderId = "o-1", kind = "event", @event = new string('"', 600_000) });

        await Ports.Port<ChangeFeedRelay>().RelayAsync([large, RelayBench.Document("o-2", 1)], default);

        Ports.Publisher.Verify(publisher => publisher.PublishAsync(
            It.Is<IReadOnlyList<CloudEvent>>(events => events.Single().Id == "o-2-1"), It.IsAny<CancellationToken>()));
        var letter = Assert.Single(await Letters.ListAsync(DeadLetterStatus.Open, null, 10, default));
        Assert.Equal(("o-1/event-0000000007", (BinaryData?)null), (letter.Event.Subject, letter.Event.Data));
    }

    private static CloudEvent Large(string id) =>
        Some.Event(new LogLine("info", new string('x', 2_100_000)), id: id);
}
