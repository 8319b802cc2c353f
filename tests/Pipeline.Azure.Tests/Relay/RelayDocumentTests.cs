using System.Text;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Azure.Intake;
using Pipeline.Azure.Relay;
using Pipeline.CosmosGateway.ChangeFeed;
using Pipeline.Events;

namespace Pipeline.Azure.Tests.Relay;

/// <summary>The host parses and rewrites the change feed's documents; the event must survive that character for character.</summary>
public sealed class RelayDocumentTests
{
    public static TheoryData<string> Data =>
    [
        """{"sku":"2026-01-02T03:04:05.100Z","customerId":"2026-01-02T03:04:05"}""",
        """{"sku":"/Date(1767323045100)/","at":"2026-01-02T03:04:05.100+01:00"}""",
        """{"amount":1.0,"large":123456789012345678901234567890,"small":1E-7,"zero":-0.0}""",
        """{"text":"\"quoted\" \\ and \u00fc, ü, <b>, \ud83d\ude00"}""",
        "\"2026-01-02T03:04:05.100Z\"",
    ];

    [Theory]
    [MemberData(nameof(Data))]
    public void Event_survives_character_for_character_when_the_host_has_rewritten_its_document(string data)
    {
        var cloudEvent = Event(data);
        var document = JsonSerializer.SerializeToElement(AcceptedEvent.Of(cloudEvent, "a-1"), AcceptedEventJson.Default.AcceptedEvent);

        Assert.True(RelayDocument.TryRead(HostDocument.Of(document), out var read, out _));

        Assert.Equal(Text(cloudEvent), Text(read));
        Assert.True(JsonElement.DeepEquals(RelayBench.Json(data), read.Data!.ToObjectFromJson<JsonElement>()));
    }

    [Fact]
    public void Host_rewrites_what_looks_like_a_time_when_an_event_is_not_text()
    {
        var cloudEvent = Event("""{"sku":"2026-01-02T03:04:05.100Z"}""");

        Assert.True(RelayDocument.TryRead(HostDocument.Of(Before(cloudEvent)), out var read, out _));

        Assert.Equal("""{"sku":"2026-01-02T03:04:05.1Z"}""", read.Data!.ToString());
    }

    [Theory]
    [MemberData(nameof(Data))]
    public void Event_of_an_earlier_document_format_is_read_by_relay_and_stores(string data)
    {
        var cloudEvent = Event(data);
        var document = Before(cloudEvent);

        Assert.True(RelayDocument.TryRead(document, out var relayed, out _));
        var stored = document.Deserialize(AcceptedEventJson.Default.AcceptedEvent)!.Event.CloudEvent;

        Assert.Equal((Text(cloudEvent), Text(cloudEvent)), (Text(relayed), Text(stored)));
    }

    [Fact]
    public void Quotes_take_two_bytes_each_in_a_document()
    {
        var document = JsonSerializer.Serialize(AcceptedEvent.Of(Event("{}"), "a-1"), AcceptedEventJson.Default.AcceptedEvent);

        Assert.Contains("\\\"specversion\\\":\\\"1.0\\\"", document, StringComparison.Ordinal);
    }

    private static CloudEvent Event(string data) =>
        new("/s", "t", BinaryData.FromString(data), "application/json", CloudEventDataFormat.Json)
        {
            Id = "2026-01-02T03:04:05.100Z",
            Subject = "2026-01-02T03:04:05.100Z",
            Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 100, TimeSpan.Zero),
        };

    private static JsonElement Before(CloudEvent cloudEvent) => JsonSerializer.SerializeToElement(new
    {
        id = "1",
        kind = "event",
        acceptance = "a-1",
        @event = JsonSerializer.SerializeToElement(cloudEvent),
    });

    private static string Text(CloudEvent cloudEvent) => Encoding.UTF8.GetString(CloudEvents.ToJson(cloudEvent));
}
