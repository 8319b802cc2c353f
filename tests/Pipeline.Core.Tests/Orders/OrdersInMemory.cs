using Azure.Messaging;
using Pipeline.Orders;

namespace Pipeline.Core.Tests.Orders;

/// <summary>The order store's contract in memory; before each append it may let another writer in.</summary>
internal sealed class OrdersInMemory : IOrderStore
{
    private readonly Dictionary<string, Order> _orders = [];
    private readonly List<CloudEvent> _events = [];

    /// <summary>Runs before each append that a test watches.</summary>
    public Func<Task>? BeforeAppend { get; set; }

    public int Appends { get; private set; }

    public void Put(Order order) => _orders[order.OrderId] = order;

    public ValueTask<Order?> LoadAsync(string orderId, CancellationToken cancellation) => new(_orders.GetValueOrDefault(orderId));

    public async Task<bool> AppendAsync(Order state, long expectedVersion, IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        await (BeforeAppend?.Invoke() ?? Task.CompletedTask);
        Appends++;
        if ((_orders.GetValueOrDefault(state.OrderId)?.Version ?? 0) != expectedVersion)
        {
            return false;
        }

        Put(state);
        _events.AddRange(events);
        return true;
    }

    public Task<IReadOnlyList<CloudEvent>> ReadEventsAsync(string orderId, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CloudEvent>>([.. _events.Where(made => made.Subject == orderId)]);
}
