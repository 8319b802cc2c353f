using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Orders;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Orders;

public class OrderHistoryTests
{
    private readonly VirtualTime _time = new();
    private readonly OrdersInMemory _store = new();

    [Fact]
    public async Task History_folds_to_the_state_that_was_stored()
    {
        var stream = await StreamAsync();

        Assert.Equivalent(await _store.LoadAsync(Some.OrderId, default), OrderHistory.Fold(Some.OrderId, stream), strict: true);
    }

    [Fact]
    public async Task History_gives_the_order_as_it_was_at_a_version_or_time()
    {
        var stream = await StreamAsync();

        Assert.Equal(OrderStatus.Reserved, OrderHistory.Fold(Some.OrderId, stream, made => made.Sequence() <= 2)!.Status);
        Assert.Equal(OrderStatus.Placed, OrderHistory.Fold(Some.OrderId, stream, made => made.Time <= Some.Now)!.Status);
        Assert.Null(OrderHistory.Fold(Some.OrderId, stream, made => made.Time < Some.Now));
    }

    private async Task<IReadOnlyList<CloudEvent>> StreamAsync()
    {
        var orders = new OrderService(_store, new SequentialIds(), _time);
        OrderCommand[] commands =
        [
            Some.PlaceOrder(), new RecordEvent(Some.Reserved), new RecordEvent(Some.Requested()), new RecordEvent(Some.Captured()),
            new RecordEvent(Some.Scheduled), new ConfirmOrder(), new RecordEvent(Some.Captured("pi_2")),
            new RecordEvent(Some.Refunded("pi_2")),
        ];
        foreach (var command in commands)
        {
            Assert.Null((await orders.ExecuteAsync(Some.OrderId, command, Trace.None, default)).Failure);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        return await _store.ReadEventsAsync(Some.OrderId, default);
    }
}
