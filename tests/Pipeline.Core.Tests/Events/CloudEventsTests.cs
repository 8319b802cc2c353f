using System.Text.Json;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Events;

public class CloudEventsTests
{
    [Fact]
    public void Event_of_a_stream_carries_every_attribute_of_the_contract()
    {
        var made = CloudEvents.InStream(
            Some.Captured(), "/orders", Some.OrderId, 7, "id-1", Some.Now, new Trace("story", "cause", "00-trace"));
        using var json = JsonDocument.Parse(CloudEvents.ToJson(made));
        var attributes = json.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString());

        Assert.Equal("1.0", attributes["specversion"]);
        Assert.Equal("id-1", attributes["id"]);
        Assert.Equal("/orders", attributes["source"]);
        Assert.Equal("com.example.payment.captured", attributes["type"]);
        Assert.Equal(Some.OrderId, attributes["subject"]);
        Assert.Equal("/api/schemas/payment.captured/1", attributes["dataschema"]);
        Assert.Equal("application/json", attributes["datacontenttype"]);
        Assert.Equal(("story", "cause", "00-trace", "7"), (
            attributes["correlationid"], attributes["causationid"], attributes["traceparent"], attributes["sequence"]));
        Assert.Equal("""{"provider":"stripe","paymentId":"pi_1","amount":3200,"currency":"USD"}""", attributes["data"]);
    }

    [Fact]
    public void Event_starts_its_own_story_when_nothing_led_to_it()
    {
        var made = CloudEvents.Create(Some.Captured(), "/tests", Some.OrderId, "id-1", Some.Now, Trace.None);

        Assert.Equal("id-1", made.CorrelationId());
        Assert.Null(made.CausationId());
        Assert.Null(made.Sequence());
    }

    [Fact]
    public void Trace_of_an_effect_names_story_and_cause()
    {
        var cause = CloudEvents.Create(Some.Captured(), "/tests", Some.OrderId, "id-1", Some.Now, new Trace("story", "before", "00-trace"));

        Assert.Equal(new Trace("story", "id-1", "00-trace"), Trace.CausedBy(cause));
    }

    [Fact]
    public void Every_event_is_the_same_when_written_and_read() => Assert.All(Samples.All, sample =>
    {
        var made = CloudEvents.InStream(sample, "/orders", Some.OrderId, 3, "id-1", Some.Now.AddTicks(1234), new Trace("a", "b", "c"));
        var read = CloudEvents.FromJson(CloudEvents.ToJson(made));

        Assert.Equivalent(sample, CloudEvents.Read(read), strict: true);
        Assert.Equal(CloudEvents.ToJson(made), CloudEvents.ToJson(read));
        Assert.Equal((made.Time, made.Sequence(), made.CorrelationId()), (read.Time, read.Sequence(), read.CorrelationId()));
        Assert.True(read.Is(EventCatalog.Of(sample).Name));
    });

    [Theory]
    [InlineData("com.example.order.exploded", "{}")]
    [InlineData("order.placed", "{}")]
    [InlineData("com.example.payment.captured", "null")]
    [InlineData("com.example.payment.captured", "[]")]
    [InlineData("com.example.payment.captured", "\"text\"")]
    [InlineData("com.example.payment.captured", "{}")]
    [InlineData("com.example.payment.captured", """{"provider":"stripe","paymentId":"pi_1","amount":"many","currency":"USD"}""")]
    [InlineData("com.example.payment.captured", """{"provider":"stripe","paymentId":"pi_1","amount":1.5,"currency":"USD"}""")]
    [InlineData("com.example.payment.captured", """{"provider":"stripe","paymentId":null,"amount":1,"currency":"USD"}""")]
    [InlineData("com.example.order.placed", """{"customerId":"c-1","amount":3200}""")]
    [InlineData("com.example.user.signed-up", """{"userId":"u-1"}""")]
    public void Event_is_unreadable_when_its_data_is_not_of_its_type(string type, string data)
    {
        var made = new CloudEvent("/tests", type, BinaryData.FromString(data), "application/json", CloudEventDataFormat.Json);

        Assert.Throws<UnreadableEventException>(() => CloudEvents.Read(made));
    }

    [Fact]
    public void Event_is_unreadable_when_it_has_no_data()
    {
        var made = CloudEvents.FromJson("""{"specversion":"1.0","id":"1","source":"/t","type":"com.example.payment.captured"}"""u8);

        Assert.Throws<UnreadableEventException>(() => CloudEvents.Read(made));
    }

    [Fact]
    public void Event_is_readable_when_an_optional_field_is_missing()
    {
        var data = BinaryData.FromString("""{"userId":"u-1","email":"u@example.com","more":true}""");
        var made = new CloudEvent("/tests", "com.example.user.signed-up", data, "application/json", CloudEventDataFormat.Json);

        Assert.Equal(new UserSignedUp("u-1", "u@example.com"), CloudEvents.Read(made));
    }

    [Fact]
    public void Event_is_unreadable_when_the_route_promised_another()
    {
        Assert.Equal(Some.Captured(), CloudEvents.Read<PaymentCaptured>(Some.Event(Some.Captured())));
        Assert.Throws<UnreadableEventException>(() => CloudEvents.Read<OrderPlaced>(Some.Event(Some.Captured())));
    }
}
