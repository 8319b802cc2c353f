using Pipeline.Azure.Events;
using Pipeline.EventGridEndpoint;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Events;

public sealed class EventGridPublisherTests : GridTest
{
    [Fact]
    public async Task Events_arrive_whole_and_in_order_as_one_batch()
    {
        var events = Events(25);
        events[3] = CloudEvents.InStream(Some.Captured(), "/orders", "order-1", 4, "e4", Some.Now, new Trace("c", "d", null));

        var failures = await PublishAsync(events);

        Assert.All(failures, Assert.Null);
        Assert.Single(Grid.Batches);
        Assert.Equal(events.Select(CloudEvents.ToJson), Grid.Events.Select(CloudEvents.ToJson));
    }

    [Fact]
    public async Task Nothing_is_sent_when_there_is_no_event()
    {
        Assert.Empty(await PublishAsync());
        Assert.Equal(0, Grid.Requests);
    }

    [Fact]
    public async Task Batches_stay_below_the_limit_when_the_events_exceed_it()
    {
        var events = Enumerable.Range(1, 25).Select(number => Event($"e{number}", 100_000)).ToArray();

        var failures = await PublishAsync(events);

        Assert.All(failures, Assert.Null);
        Assert.Equal([9, 9, 7], Grid.Batches.Select(batch => batch.Count));
        Assert.Equal(events.Select(sent => sent.Id), Published());
    }

    [Fact]
    public async Task Event_of_exactly_the_limit_is_sent_and_one_byte_more_is_not()
    {
        var failures = await PublishAsync(
            EventOf("fits", EventGridPublisher.MaxBytes), EventOf("large", EventGridPublisher.MaxBytes + 1), Event("small"));

        Assert.Null(failures[0]);
        Assert.Equal("event-too-large", Assert.IsType<Permanent>(failures[1]).Code);
        Assert.Contains("1000001 bytes", failures[1]!.Detail, StringComparison.Ordinal);
        Assert.Null(failures[2]);
        Assert.Equal(["fits", "small"], Published());
        Assert.Equal(2, Grid.Requests);
    }

    [Fact]
    public async Task Size_is_measured_in_bytes_when_the_text_is_not_ascii()
    {
        var wide = Some.Event(new LogLine("info", new string('é', EventGridPublisher.MaxBytes / 6), "tests"), "log", "wide");

        var failures = await PublishAsync(wide, Event("small"));

        Assert.IsType<Permanent>(failures[0]);
        Assert.Equal(["small"], Published());
    }

    [Fact]
    public async Task Poisoned_event_is_found_by_halving_and_the_others_are_published_in_order()
    {
        Grid.Poisoned.Add("e6");
        Grid.Poisoned.Add("e13");

        var failures = await PublishAsync(Events(20));

        Assert.Equal([5, 12], Enumerable.Range(0, 20).Where(index => failures[index] is not null));
        Assert.All([failures[5], failures[12]], failure => Assert.Equal("event-refused", Assert.IsType<Permanent>(failure).Code));
        Assert.Equal(Events(20).Select(sent => sent.Id).Except(["e6", "e13"]), Published());
        Assert.Empty(Time.Pauses);
    }

    [Fact]
    public async Task Batch_is_split_when_it_is_answered_with_413()
    {
        Grid.Faults.At(1, new EventGridFault.Answer(413)).At(2, new EventGridFault.Answer(413));

        Assert.All(await PublishAsync(Events(8)), Assert.Null);

        Assert.Equal([2, 2, 4], Grid.Batches.Select(batch => batch.Count));
        Assert.Equal(Events(8).Select(sent => sent.Id), Published());
    }

    [Fact]
    public async Task Event_is_refused_for_good_when_it_alone_is_answered_with_413()
    {
        Grid.Faults.Always(new EventGridFault.Answer(413));

        Assert.Equal("event-too-large", Assert.IsType<Permanent>(Assert.Single(await PublishAsync(Event("e1")))).Code);
        Assert.Equal(1, Grid.Requests);
    }

    [Fact]
    public async Task Nothing_more_is_published_when_a_half_meets_a_transient_failure()
    {
        Grid.Faults.At(1, new EventGridFault.Answer(400)).At(2, new EventGridFault.Answer(403));

        var failures = await PublishAsync(Events(4));

        Assert.All(failures, failure => Assert.Equal("event-grid-forbidden", Assert.IsType<Transient>(failure).Code));
        Assert.Empty(Grid.Events);
        Assert.Equal(2, Grid.Requests);
    }

    [Fact]
    public async Task Later_batches_wait_when_an_earlier_one_fails()
    {
        Grid.Faults.At(2, new EventGridFault.Answer(401));
        var events = Enumerable.Range(1, 25).Select(number => Event($"e{number}", 100_000)).ToArray();

        var failures = await PublishAsync(events);

        Assert.All(failures.Take(9), Assert.Null);
        Assert.All(failures.Skip(9), failure => Assert.IsType<Transient>(failure));
        Assert.Equal(events.Take(9).Select(sent => sent.Id), Published());
        Assert.Equal(2, Grid.Requests);
    }

    [Theory]
    [InlineData(401, "event-grid-forbidden")]
    [InlineData(403, "event-grid-forbidden")]
    [InlineData(404, "event-grid-wrong-endpoint")]
    [InlineData(415, "event-grid-wrong-endpoint")]
    public async Task Wrong_setting_is_not_tried_again_and_loses_nothing(int status, string code)
    {
        Grid.Faults.Always(new EventGridFault.Answer(status));

        var failures = await PublishAsync(Events(3));

        Assert.All(failures, failure => Assert.Equal(code, Assert.IsType<Transient>(failure).Code));
        Assert.Equal(1, Grid.Requests);
    }
}
