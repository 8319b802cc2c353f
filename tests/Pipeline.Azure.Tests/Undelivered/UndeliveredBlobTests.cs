using System.Text.Json;
using Pipeline.Azure.Events;
using Pipeline.Azure.Undelivered;
using Pipeline.Events;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Undelivered;

public sealed class UndeliveredBlobTests
{
    [Theory]
    [InlineData("ORDER-SAGA/2026/8/8/5/11111111-1111-1111-1111-111111111111.json", "order-saga")]
    [InlineData("TOPIC/PROJECT-ORDER-VIEW/2026/12/31/23/11111111-1111-1111-1111-111111111111.json", "project-order-view")]
    [InlineData("SOMETHING-ELSE/2026/8/8/5/11111111-1111-1111-1111-111111111111.json", null)]
    [InlineData("ORDER-SAGA/5/11111111.json", null)]
    [InlineData("a.json", null)]
    public void Queue_is_the_subscription_in_the_name(string name, string? queue) => Assert.Equal(queue, UndeliveredBlob.QueueOf(name));

    [Fact]
    public void Event_is_read_as_it_was_published_with_the_reason_beside_it()
    {
        var published = CloudEvents.InStream(Some.Captured(), "/orders", "o-1", 3, "e-1", Some.Now, new Trace("c", "d", null));

        var read = Assert.Single(UndeliveredBlob.Read(UndeliveredJson.Of(published), Some.Now));

        Assert.Equal(CloudEvents.ToJson(published), CloudEvents.ToJson(read.Event));
        Assert.Equal("undelivered", read.Failure.Code);
        Assert.Contains("deadletterreason MaxDeliveryAttemptsExceeded, deliveryattempts 30", read.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Event_that_cannot_be_read_is_kept_raw_beside_the_others()
    {
        var good = UndeliveredJson.Of(Some.Event(Some.Captured())).ToString();

        var read = UndeliveredBlob.Read(BinaryData.FromString(good[..^1] + """, { "id": "x" }, 5 ]"""), Some.Now);

        Assert.Equal(3, read.Count);
        Assert.Equal(
            [EventTypes.Full(EventTypes.PaymentCaptured), UnreadableDocument.Type, UnreadableDocument.Type],
            read.Select(one => one.Event.Type));
        Assert.Equal("""{ "id": "x" }""", read[1].Event.Data!.ToString());
        Assert.Equal("unreadable-event", read[1].Failure.Code);
    }

    [Fact]
    public void Event_that_cannot_be_written_is_kept_as_bytes()
    {
        const string Half = """{"id":"x","data":"half \ud800"}""";

        var read = Assert.Single(UndeliveredBlob.Read(BinaryData.FromString($"[{Half}]"), Some.Now));

        Assert.Equal(UnreadableDocument.Type, read.Event.Type);
        Assert.Equal(Half, CloudEvents.FromJson(CloudEvents.ToJson(read.Event)).Data!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{]")]
    public void Blob_that_is_not_an_array_is_refused(string content) =>
        Assert.ThrowsAny<JsonException>(() => UndeliveredBlob.Read(BinaryData.FromString(content), Some.Now));
}
