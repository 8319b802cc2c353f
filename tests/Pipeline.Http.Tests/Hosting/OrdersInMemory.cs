using Azure.Messaging;
using Pipeline.Orders;

namespace Pipeline.Http.Tests.Hosting;

/// <summary>Orders in memory; <see cref="Throws"/> makes writing fail, <see cref="LoadThrows"/> reading.</summary>
public sealed class OrdersInMemory : IOrderStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Order> _orders = [];
    private readonly Dictionary<string, List<CloudEvent>> _events = [];

    public Exception? Throws { get; set; }

    public Exception? LoadThrows { get; set; }

    public int Count => _orders.Count;

    public ValueTask<Order?> LoadAsync(string orderId, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return LoadThrows is null ? ValueTask.FromResult(_orders.GetValueOrDefault(orderId)) : throw LoadThrows;
        }
    }

    public Task<bool> AppendAsync(Order state, long expectedVersion, IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (Throws is not null)
            {
                throw Throws;
            }

            if ((_orders.GetValueOrDefault(state.OrderId)?.Version ?? 0) != expectedVersion)
            {
                return Task.FromResult(false);
            }

            _orders[state.OrderId] = state;
            _events.TryAdd(state.OrderId, []);
            _events[state.OrderId].AddRange(events);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<CloudEvent>> ReadEventsAsync(string orderId, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<CloudEvent>>([.. _events.GetValueOrDefault(orderId, [])]);
        }
    }
}
