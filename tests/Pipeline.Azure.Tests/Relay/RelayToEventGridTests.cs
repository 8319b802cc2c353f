using System.Text;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Azure.Tests.Events;
using Pipeline.EventGridEndpoint;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Azure.Tests.Relay;

/// <summary>The relay with the real publisher: each request in turn meets each fault, and a failed batch is delivered again.</summary>
public sealed class RelayToEventGridTests : GridTest
{
    private const int Orders = 3;
    private const int EventsEach = 4;

    public static TheoryData<EventGridFault> Faults =>
    [
        new EventGridFault.Answer(503), new EventGridFault.Answer(429, TimeSpan.FromHours(1)), new EventGridFault.Answer(401),
        new EventGridFault.Reset(), new EventGridFault.LostAnswer(),
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_event_arrives_in_order_when_any_request_fails(EventGridFault fault)
    {
        using var bench = new RelayBench(Publisher);
        for (var nth = 1; nth <= 3; nth++)
        {
            var (before, accepted) = (Grid.Requests, Grid.Events.Count);
            Grid.Faults.At(before + nth, fault);
            await DeliverAsync(bench);

            Assert.Equal(nth, Grid.Faults.Hits);
            Assert.True(Grid.Requests > before + 3);
            AssertWhole([.. Grid.Events.Skip(accepted).Select(taken => taken.Id)]);
        }

        Assert.Empty(bench.Kept);
        Assert.Equal(0, bench.Sum("pipeline.relay.gaps"));
    }

    [Theory]
    [InlineData(""" "data": "half \ud800" """)]
    [InlineData(""" "data": 1, "subject": "half \ud800" """)]
    [InlineData(""" "data": 1, "data_base64": "AA==" """)]
    [InlineData(""" "data_base64": "!" """)]
    [InlineData(""" "odd": { "a": 1 } """)]
    [InlineData(""" "odd": 1.5 """)]
    [InlineData(""" "odd": null """)]
    [InlineData(""" "odd-name": "a" """)]
    [InlineData(""" "data": null, "time": "2026-01-01T00:00:00+01:00" """)]
    [InlineData(""" "datacontenttype": "text/plain", "data": "text" """)]
    public async Task Odd_event_is_published_or_kept_whole_and_the_rest_goes_on(string rest)
    {
        using var bench = new RelayBench(Publisher);
        var odd = RelayBench.Json(
            $$"""{ "kind": "event", "event": { "specversion": "1.0", "id": "e", "source": "/s", "type": "t", {{rest}} } }""");

        await bench.RelayAsync(RelayBench.Document("o-1", 1), odd, RelayBench.Document("o-1", 2));

        Assert.Equal(["o-1-1", "o-1-2"], Published().Where(id => id != "e"));
        Assert.Equal(1, Published().Count(id => id == "e") + bench.Kept.Count);
        Assert.All(bench.Kept, kept => Assert.Equal(Dense(odd.GetRawText()), Dense(RoundTrip(kept.Event).Data!.ToString())));
    }

    [Fact]
    public async Task Event_with_half_a_character_is_kept_as_bytes()
    {
        using var bench = new RelayBench(Publisher);

        await bench.RelayAsync(RelayBench.Json("""{ "kind": "event", "event": { "id": "half \ud800" } }"""));

        var kept = Assert.Single(bench.Kept);
        Assert.Equal("unreadable-document", kept.Failure.Code);
        Assert.Contains("data_base64", Encoding.UTF8.GetString(CloudEvents.ToJson(kept.Event)), StringComparison.Ordinal);
    }

    // Three batches, each repeated until it is accepted, as the trigger's retry policy does.
    private static async Task DeliverAsync(RelayBench bench)
    {
        for (var batch = 0; batch < 3; batch++)
        {
            var documents = from order in Enumerable.Range(1, Orders)
                            from sequence in Enumerable.Range((batch * EventsEach) + 1, EventsEach)
                            select RelayBench.Document($"o-{order}", sequence);
            while (!await TryAsync(bench, [.. documents]))
            {
            }
        }
    }

    private static async Task<bool> TryAsync(RelayBench bench, JsonElement[] documents)
    {
        try
        {
            await bench.RelayAsync(documents);
            return true;
        }
        catch (FailureException)
        {
            return false;
        }
    }

    private static CloudEvent RoundTrip(CloudEvent cloudEvent) => CloudEvents.FromJson(CloudEvents.ToJson(cloudEvent));

    private static string Dense(string json) => json.Replace(" ", "", StringComparison.Ordinal);

    private static void AssertWhole(List<string> accepted)
    {
        foreach (var order in Enumerable.Range(1, Orders))
        {
            var first = accepted.Where(id => id.StartsWith($"o-{order}-", StringComparison.Ordinal)).Distinct();
            Assert.Equal(Enumerable.Range(1, 3 * EventsEach).Select(sequence => $"o-{order}-{sequence}"), first);
        }
    }
}
