using Azure.Messaging;
using Microsoft.Extensions.Options;
using Pipeline.Email;
using Pipeline.Events;
using Pipeline.Reactions;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Reactions;

public class AlertOnThresholdTests : ReactionSpec
{
    private readonly VirtualTime _time = new();
    private readonly AlertOnThreshold _reaction;

    public AlertOnThresholdTests() => _reaction = new AlertOnThreshold(
        Options.Create(new SensorOptions { Thresholds = { ["temperature"] = 80 } }), Options.Create(new EmailOptions()), _time);

    [Theory]
    [InlineData("temperature", 79.99, 0)]
    [InlineData("temperature", 80, 0)]
    [InlineData("temperature", 80.01, 2)]
    [InlineData("Temperature", 80.01, 2)]
    [InlineData("humidity", 1000, 0)]
    public async Task Alert_is_raised_only_when_the_value_is_above_its_threshold(string metric, double value, int effects) =>
        Assert.Equal(effects, (await ReactAsync(_reaction, Reading(metric, value))).Length);

    [Fact]
    public async Task Alert_tells_the_pipeline_and_a_person()
    {
        var effects = await ReactAsync(_reaction, Reading("temperature", 81.5));

        var published = Assert.IsType<Publish>(effects[0]).Event;
        Assert.Equal(new SensorThresholdExceeded("s-1", "temperature", 81.5, 80), CloudEvents.Read(published));
        Assert.Equal(("s-1", "reading-1"), (published.Subject, published.CausationId()));
        var mail = Assert.IsType<SendEmail>(effects[1]).Message;
        Assert.Equal("operations@example.com", mail.To);
        Assert.Contains("81.5", mail.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ids_are_the_same_when_the_reading_is_delivered_again_later(bool hasTime)
    {
        var reading = Reading("temperature", 81.5);
        reading.Time = hasTime ? Some.Now : null;
        var first = await ReactAsync(_reaction, reading);
        _time.Advance(TimeSpan.FromMinutes(5));
        var second = await ReactAsync(_reaction, reading);

        Assert.Equal(((Publish)first[0]).Event.Id, ((Publish)second[0]).Event.Id);
        Assert.Equal(((SendEmail)first[1]).Message.Id, ((SendEmail)second[1]).Message.Id);
    }

    private static CloudEvent Reading(string metric, double value) =>
        Some.Event(new SensorReading("s-1", metric, value), subject: "s-1", id: "reading-1");
}
