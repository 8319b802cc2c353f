using Azure.Messaging;
using Pipeline.Compliance.Orders;
using Pipeline.Events;
using Pipeline.Intake;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Compliance.Events;

/// <summary>What every intake of events from outside does.</summary>
public abstract class EventIntakeSuite : PortSuite
{
    private IEventIntake Intake => Ports.Port<IEventIntake>();

    [Fact]
    public async Task Event_is_accepted_once_when_it_is_sent_twice()
    {
        Assert.True(await Intake.AcceptAsync(Line("1"), default));
        Assert.False(await Intake.AcceptAsync(Line("1"), default));
    }

    [Fact]
    public async Task Event_is_new_when_only_its_id_or_only_its_source_is_known()
    {
        Assert.True(await Intake.AcceptAsync(Line("1"), default));
        Assert.True(await Intake.AcceptAsync(Line("2"), default));
        Assert.True(await Intake.AcceptAsync(Line("1", "/another"), default));
    }

    [Fact]
    public async Task Event_is_accepted_once_when_it_is_sent_many_times_at_once()
    {
        var accepted = await Rivals.RunAsync(16, _ => Intake.AcceptAsync(Line("1"), default));

        Assert.Single(accepted, isNew => isNew);
        Assert.Equal(15, accepted.Count(isNew => !isNew));
    }

    [Fact]
    public async Task Order_is_left_alone_when_an_event_from_outside_claims_a_place_in_its_stream()
    {
        var store = Ports.Port<IOrderStore>();
        var claim = Line("1");
        claim.Subject = Some.OrderId;
        claim.ExtensionAttributes["sequence"] = "1";
        Assert.True(await Intake.AcceptAsync(claim, default));

        var story = Story.After(null, Some.OrderId, Ids, Some.Placed());

        Assert.True(await store.AppendAsync(story.State, 0, story.Events, default));
        Assert.Equal([story.Events[0].Id], (await store.ReadEventsAsync(Some.OrderId, default)).Select(one => one.Id));
    }

    [Fact]
    public async Task Event_from_outside_is_accepted_when_it_claims_a_place_that_is_taken()
    {
        var story = Story.After(null, Some.OrderId, Ids, Some.Placed());
        await Ports.Port<IOrderStore>().AppendAsync(story.State, 0, story.Events, default);
        var claim = Line("1");
        claim.Subject = Some.OrderId;
        claim.ExtensionAttributes["sequence"] = "1";

        Assert.True(await Intake.AcceptAsync(claim, default));
    }

    private static CloudEvent Line(string id, string source = "/outside") =>
        CloudEvents.Create(new LogLine("info", "a line"), source, "host-1", id, Some.Now, Trace.None);
}
