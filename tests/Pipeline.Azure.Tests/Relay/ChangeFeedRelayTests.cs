using System.Text.Json;
using Azure.Messaging;
using Microsoft.Extensions.Logging;
using Moq;
using Pipeline.Azure.Events;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Relay;

public sealed class ChangeFeedRelayTests : IDisposable
{
    private readonly ScriptedPublisher _publisher = new();
    private readonly RelayBench _bench;

    public ChangeFeedRelayTests() => _bench = new RelayBench(_publisher);

    [Fact]
    public async Task Events_are_published_in_the_order_of_the_feed_and_state_is_skipped()
    {
        await _bench.RelayAsync(
            RelayBench.Json("""{ "id": "state", "kind": "order", "orderId": "o-1" }"""),
            RelayBench.Document("o-1", 1),
            RelayBench.Document("o-2", 1),
            RelayBench.Document("o-1", 2));

        Assert.Equal(["o-1-1", "o-2-1", "o-1-2"], _publisher.Published);
        Assert.Empty(_bench.Kept);
        Assert.Equal(3, _bench.Sum("pipeline.relay.published"));
        Assert.Equal([3, 3, 3], _bench.Measured.Where(one => one.Instrument == "pipeline.relay.lag").Select(one => one.Value));
    }

    [Theory]
    [InlineData("""{ "id": "1", "kind": "event" }""")]
    [InlineData("""{ "id": "1", "kind": "event", "event": null }""")]
    [InlineData("""{ "id": "1", "kind": "event", "event": 5 }""")]
    [InlineData("""{ "id": "1", "kind": "event", "event": { "specversion": "1.0", "id": "e" } }""")]
    [InlineData(
        """{ "id": "1", "kind": "event", "event": """
        + """{ "specversion": "1.0", "id": "e", "source": "/s", "type": "t", "time": "-" } }""")]
    [InlineData("""{ "id": "1", "kind": 7 }""")]
    [InlineData("""{ "id": "1" }""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task Unreadable_document_is_kept_whole_and_the_rest_goes_on(string json)
    {
        await _bench.RelayAsync(RelayBench.Document("o-1", 1), RelayBench.Json(json), RelayBench.Document("o-2", 1));

        Assert.Equal(["o-1-1", "o-2-1"], _publisher.Published);
        var (queue, kept, failure) = Assert.Single(_bench.Kept);
        Assert.Equal(("relay", "unreadable-document"), (queue, Assert.IsType<Permanent>(failure).Code));
        Assert.Equal((UnreadableDocument.Type, json), (kept.Type, kept.Data!.ToString()));
        Assert.True(JsonElement.DeepEquals(RelayBench.Json(json), RoundTrip(kept).Data!.ToObjectFromJson<JsonElement>()));
        Assert.Equal(1, _bench.Sum("pipeline.relay.dead_lettered"));
    }

    [Fact]
    public async Task Unreadable_document_makes_the_same_dead_letter_when_it_is_delivered_again()
    {
        var document = RelayBench.Json("""{ "id": "1", "kind": "event" }""");

        await _bench.RelayAsync(document);
        await _bench.RelayAsync(document);
        await _bench.RelayAsync(RelayBench.Json("""{ "id": "2", "kind": "event" }"""));

        Assert.Equal(_bench.Kept[0].Event.Id, _bench.Kept[1].Event.Id);
        Assert.NotEqual(_bench.Kept[0].Event.Id, _bench.Kept[2].Event.Id);
    }

    public static TheoryData<string> Cases => [.. FailureFamily.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_failure_is_kept_or_brings_the_batch_again(string name)
    {
        var failure = FailureFamily.Of(FailureFamily.Types.Single(type => type.Name == name));
        _publisher.Failures["o-1-1"] = failure;

        var relaying = _bench.RelayAsync(RelayBench.Document("o-1", 1));

        if (failure is Permanent)
        {
            await relaying;
            Assert.Same(failure, Assert.Single(_bench.Kept).Failure);
        }
        else
        {
            Assert.Same(failure, (await Assert.ThrowsAsync<FailureException>(() => relaying)).Failure);
            Assert.Empty(_bench.Kept);
        }
    }

    [Fact]
    public async Task Event_that_can_never_be_published_is_kept_and_the_rest_goes_on()
    {
        _publisher.Failures["o-1-2"] = new Permanent("event-too-large", "large");

        await _bench.RelayAsync(RelayBench.Document("o-1", 1), RelayBench.Document("o-1", 2), RelayBench.Document("o-1", 3));

        Assert.Equal(["o-1-1", "o-1-3"], _publisher.Published);
        var (queue, kept, failure) = Assert.Single(_bench.Kept);
        Assert.Equal(("relay", "o-1-2", "event-too-large"), (queue, kept.Id, failure.Code));
        Assert.Contains(_bench.Log, line => line.Level == LogLevel.Error && line.Text.Contains("o-1-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Batch_fails_when_an_event_may_be_published_later_and_no_later_event_overtakes_it()
    {
        _publisher.Failures["o-1-2"] = new Transient("event-grid-unavailable", "busy");
        _publisher.Failures["o-1-1"] = new Permanent("event-refused", "bad");

        var error = await Assert.ThrowsAsync<FailureException>(
            () => _bench.RelayAsync(RelayBench.Document("o-1", 1), RelayBench.Document("o-1", 2), RelayBench.Document("o-1", 3)));

        Assert.Equal("event-grid-unavailable", error.Failure.Code);
        Assert.Empty(_publisher.Published);
        Assert.Equal("o-1-1", Assert.Single(_bench.Kept).Event.Id);
    }

    [Fact]
    public async Task Batch_fails_when_a_dead_letter_cannot_be_kept()
    {
        _publisher.Failures["o-1-1"] = new Permanent("event-refused", "bad");
        _bench.DeadLetters
            .Setup(deadLetters => deadLetters.AddAsync("relay", It.IsAny<CloudEvent>(), It.IsAny<Failure>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(new Transient("store-down", "down")));

        var error = await Assert.ThrowsAsync<FailureException>(() => _bench.RelayAsync(RelayBench.Document("o-1", 1)));

        Assert.Equal("store-down", error.Failure.Code);
        Assert.Equal(0, _bench.Sum("pipeline.relay.dead_lettered"));
    }

    [Fact]
    public async Task Rest_goes_on_when_a_dead_letter_can_never_be_kept_and_the_log_says_so()
    {
        _publisher.Failures["o-1-1"] = new Permanent("event-refused", "bad");
        _bench.DeadLetters
            .Setup(deadLetters => deadLetters.AddAsync("relay", It.IsAny<CloudEvent>(), It.IsAny<Failure>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new FailureException(new Permanent("store-refused", "no")));

        await _bench.RelayAsync(RelayBench.Document("o-1", 1), RelayBench.Document("o-1", 2));

        Assert.Equal(["o-1-2"], _publisher.Published);
        Assert.Equal((1, 0), (_bench.Sum("pipeline.relay.unkept"), _bench.Sum("pipeline.relay.dead_lettered")));
        Assert.Contains(_bench.Log, line => line.Level == LogLevel.Critical && line.Text.Contains("o-1-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gap_in_an_orders_sequence_is_reported_once_within_a_batch_and_across_batches()
    {
        JsonElement[] batch = [RelayBench.Document("o-1", 1), RelayBench.Document("o-2", 4), RelayBench.Document("o-1", 3)];

        await _bench.RelayAsync(batch);
        await _bench.RelayAsync(batch);
        await _bench.RelayAsync(RelayBench.Document("o-2", 5), RelayBench.Document("o-2", 8));

        Assert.Equal(2, _bench.Sum("pipeline.relay.gaps"));
        var warnings = _bench.Log.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Contains("order o-1: 2 was to come, 3 came", warnings[0], StringComparison.Ordinal);
        Assert.Contains("order o-2: 6 was to come, 8 came", warnings[1], StringComparison.Ordinal);
        Assert.Equal(8, _publisher.Published.Count);
    }

    [Fact]
    public async Task Events_outside_any_order_have_no_gaps()
    {
        await _bench.RelayAsync(RelayBench.Document(Some.Event(new LogLine("info", "a", "b"), "log", "1")));

        Assert.Equal(["1"], _publisher.Published);
        Assert.Equal(0, _bench.Sum("pipeline.relay.gaps"));
    }

    public void Dispose() => _bench.Dispose();

    private static CloudEvent RoundTrip(CloudEvent cloudEvent) => CloudEvents.FromJson(CloudEvents.ToJson(cloudEvent));
}
