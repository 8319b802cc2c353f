using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Compliance.Orders;

/// <summary>What every order store does.</summary>
public abstract class OrderStoreSuite : PortSuite
{
    private IOrderStore Store => Ports.Port<IOrderStore>();

    [Fact]
    public async Task Order_is_null_and_without_events_when_it_was_never_placed()
    {
        Assert.Null(await Store.LoadAsync(Some.OrderId, default));
        Assert.Empty(await Store.ReadEventsAsync(Some.OrderId, default));
    }

    [Fact]
    public async Task Load_gives_the_appended_state_when_an_order_was_placed()
    {
        var story = await AppendAsync(null, Some.Placed());

        Assert.Equal(Written(story.State), Written(await Store.LoadAsync(Some.OrderId, default)));
    }

    [Fact]
    public async Task Load_gives_the_newest_state_when_more_was_appended()
    {
        var placed = await AppendAsync(null, Some.Placed());
        var paid = await AppendAsync(placed.State, Some.Reserved, Some.Requested(), Some.Captured(), Some.Scheduled);

        Assert.Equal(5, paid.State.Version);
        Assert.Equal(Written(paid.State), Written(await Store.LoadAsync(Some.OrderId, default)));
    }

    [Fact]
    public async Task Events_come_back_in_sequence_and_whole_when_read()
    {
        var placed = await AppendAsync(null, Some.Placed(), Some.Reserved);
        var later = await AppendAsync(placed.State, Some.Requested(), Some.Captured());

        var read = await Store.ReadEventsAsync(Some.OrderId, default);

        Assert.Equal([1, 2, 3, 4], read.Select(one => one.Sequence()!.Value));
        var written = placed.Events.Concat(later.Events).Select(one => BinaryData.FromBytes(CloudEvents.ToJson(one)).ToString());
        Assert.Equal(written, read.Select(one => BinaryData.FromBytes(CloudEvents.ToJson(one)).ToString()));
    }

    [Fact]
    public async Task Every_attribute_survives_when_an_event_is_stored()
    {
        var written = (await AppendAsync(null, Some.Placed())).Events[0];

        var read = Assert.Single(await Store.ReadEventsAsync(Some.OrderId, default));

        Assert.Equal((written.Id, written.Source, written.Type, written.Subject), (read.Id, read.Source, read.Type, read.Subject));
        Assert.Equal((written.Time, written.DataSchema, written.DataContentType), (read.Time, read.DataSchema, read.DataContentType));
        Assert.Equal(
            ("correlation-1", "cause-1", "00-trace"), (read.CorrelationId(), read.CausationId(), read.Attribute("traceparent")));
        Assert.Equivalent(Some.Placed(), CloudEvents.Read(read), strict: true);
    }

    [Fact]
    public async Task Nothing_is_written_when_a_new_order_is_there_already()
    {
        var first = await AppendAsync(null, Some.Placed());

        var again = Story.After(null, Some.OrderId, Ids, Some.Placed(new OrderLine("SKU-9", 1, 1)));

        Assert.False(await Store.AppendAsync(again.State, 0, again.Events, default));
        await AssertUnchangedAsync(first);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Nothing_is_written_when_the_expected_version_is_not_the_streams(long expected)
    {
        var first = await AppendAsync(null, Some.Placed(), Some.Reserved);
        var late = Story.After(first.State, Some.OrderId, Ids, Some.Requested());

        Assert.False(await Store.AppendAsync(late.State, expected, late.Events, default));
        await AssertUnchangedAsync(first);
    }

    [Fact]
    public async Task Nothing_is_written_when_an_order_that_is_not_there_is_appended_to()
    {
        var placed = Story.After(null, Some.OrderId, Ids, Some.Placed());
        var next = Story.After(placed.State, Some.OrderId, Ids, Some.Reserved);

        Assert.False(await Store.AppendAsync(next.State, 1, next.Events, default));
        Assert.Null(await Store.LoadAsync(Some.OrderId, default));
        Assert.Empty(await Store.ReadEventsAsync(Some.OrderId, default));
    }

    [Fact]
    public async Task Exactly_one_wins_when_many_append_at_the_same_version()
    {
        var first = await AppendAsync(null, Some.Placed());
        var rivals = Enumerable.Range(0, 16)
            .Select(number => Story.After(first.State, Some.OrderId, Ids, Some.Requested($"pi_{number}"))).ToArray();

        var won = await Rivals.RunAsync(
            rivals.Length, number => Store.AppendAsync(rivals[number].State, 1, rivals[number].Events, default));

        var winner = Assert.Single(rivals.Where((_, index) => won[index]));
        Assert.Equal(15, won.Count(one => !one));
        Assert.Equal(Written(winner.State), Written(await Store.LoadAsync(Some.OrderId, default)));
        Assert.Equal(winner.Events[0].Id, (await Store.ReadEventsAsync(Some.OrderId, default))[1].Id);
        Assert.Equal(2, (await Store.ReadEventsAsync(Some.OrderId, default)).Count);
    }

    [Fact]
    public async Task Every_append_lands_once_when_many_load_and_append_again_after_a_conflict()
    {
        var orders = new OrderService(Store, Ids, Time);
        await AppendAsync(null, Some.Placed());

        await Rivals.RunAsync(
            8, number => orders.ExecuteAsync(Some.OrderId, new RecordEvent(Some.Requested($"pi_{number}")), Trace.None, default));

        var events = await Store.ReadEventsAsync(Some.OrderId, default);
        Assert.Equal(Enumerable.Range(1, 9), events.Select(one => (int)one.Sequence()!.Value));
        Assert.Equal(8, (await Store.LoadAsync(Some.OrderId, default))!.Payments.Length);
    }

    [Fact]
    public async Task Orders_do_not_mix_when_there_are_several()
    {
        var other = SequentialIds.At(777);
        await AppendAsync(null, Some.Placed());
        var story = Story.After(null, other, Ids, Some.Placed(), Some.Reserved);
        Assert.True(await Store.AppendAsync(story.State, 0, story.Events, default));

        Assert.Single(await Store.ReadEventsAsync(Some.OrderId, default));
        Assert.Equal(2, (await Store.LoadAsync(other, default))!.Version);
    }

    private static string Written(Order? order) => System.Text.Json.JsonSerializer.Serialize(order, OrderJson.Default.Order!);

    private async Task<Story> AppendAsync(Order? before, params IOrderEvent[] facts)
    {
        var story = Story.After(before, Some.OrderId, Ids, facts);
        Assert.True(await Store.AppendAsync(story.State, story.ExpectedVersion, story.Events, default));
        return story;
    }

    private async Task AssertUnchangedAsync(Story story)
    {
        Assert.Equal(Written(story.State), Written(await Store.LoadAsync(Some.OrderId, default)));
        Assert.Equal(story.Events.Select(one => one.Id), (await Store.ReadEventsAsync(Some.OrderId, default)).Select(one => one.Id));
    }
}
