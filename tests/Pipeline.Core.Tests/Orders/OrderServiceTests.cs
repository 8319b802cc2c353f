using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public class OrderServiceTests
{
    private readonly OrdersInMemory _store = new();
    private readonly OrderService _orders;

    public OrderServiceTests() => _orders = new OrderService(_store, new SequentialIds(), new VirtualTime());

    [Fact]
    public async Task Event_carries_sequence_correlation_and_causation_when_it_is_appended()
    {
        await DoAsync(Some.PlaceOrder(), new Trace("story", "request", "00-trace"));
        var change = await DoAsync(new RecordEvent(Some.Reserved), new Trace("another story", "cause"));

        var made = Assert.Single(change.Events);
        Assert.Equal(2, change.Order.Version);
        Assert.Equal((2, "story", "cause"), (made.Sequence()!.Value, made.CorrelationId(), made.CausationId()));
        Assert.Equal((Some.OrderId, "/orders", SequentialIds.At(2)), (made.Subject, made.Source, made.Id));
        Assert.Equal(Some.Now, made.Time);
    }

    [Fact]
    public async Task Story_begins_with_the_first_event_when_nothing_led_to_it()
    {
        var change = await DoAsync(Some.PlaceOrder(), Trace.None);

        Assert.Equal(SequentialIds.At(1), Assert.Single(change.Events).CorrelationId());
        Assert.Equal(SequentialIds.At(1), change.Order.CorrelationId);
    }

    [Fact]
    public async Task Nothing_is_appended_when_it_was_done_before()
    {
        _store.Put(Some.Order(Some.Captured()));

        var change = await DoAsync(new RecordEvent(Some.Captured()), Trace.None);

        Assert.Empty(change.Events);
        Assert.Equal(0, _store.Appends);
    }

    [Fact]
    public async Task Failure_of_the_rules_is_handed_back()
    {
        var result = await _orders.ExecuteAsync(Some.OrderId, new ConfirmOrder(), Trace.None, default);

        Assert.IsType<NotFound>(result.Failure);
    }

    [Fact]
    public async Task Command_is_decided_again_on_the_new_state_when_another_writer_was_first()
    {
        _store.Put(Some.ReadyOrder());
        _store.BeforeAppend = () =>
        {
            _store.BeforeAppend = null;
            _store.Put(Some.ReadyOrder(new OrderCancelRequested("changed my mind")));
            return Task.CompletedTask;
        };

        var result = await _orders.ExecuteAsync(Some.OrderId, new ConfirmOrder(), Trace.None, default);

        Assert.Equal("cancel-requested", result.Failure?.Code);
        Assert.Equal(1, _store.Appends);
    }

    [Fact]
    public async Task Event_follows_the_other_writers_when_both_may_happen()
    {
        _store.Put(Some.Order());
        _store.BeforeAppend = () =>
        {
            _store.BeforeAppend = null;
            _store.Put(Some.Order(Some.Requested()));
            return Task.CompletedTask;
        };

        var change = await DoAsync(new RecordEvent(Some.Reserved), Trace.None);

        Assert.Equal(3, Assert.Single(change.Events).Sequence());
        Assert.Equal(2, _store.Appends);
    }

    [Fact]
    public async Task Command_gives_up_as_transient_when_clashes_do_not_end()
    {
        var version = 0;
        _store.BeforeAppend = () =>
        {
            _store.Put(Some.Order([.. Enumerable.Range(0, ++version).Select(number => Some.Requested($"pi_{number}"))]));
            return Task.CompletedTask;
        };
        _store.Put(Some.Order());

        var error = await Assert.ThrowsAsync<FailureException>(() => DoAsync(new RecordEvent(Some.Reserved), Trace.None));

        Assert.Equal("order-busy", Assert.IsType<Transient>(error.Failure).Code);
        Assert.Equal(20, _store.Appends);
    }

    private async Task<OrderChange> DoAsync(OrderCommand command, Trace trace)
    {
        var result = await _orders.ExecuteAsync(Some.OrderId, command, trace, default);
        Assert.True(result.TryGet(out var change, out var failure), failure?.Detail);
        return change;
    }
}
