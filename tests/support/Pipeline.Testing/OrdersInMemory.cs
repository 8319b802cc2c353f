using Azure.Messaging;
using Pipeline.Orders;

namespace Pipeline.Testing;

/// <summary>An order store in memory, safe for concurrent callers; it can fail on demand and let another writer in.</summary>
public sealed class OrdersInMemory : IOrderStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Order> _orders = [];
    private readonly List<CloudEvent> _events = [];
    private int _appends;

    /// <summary>The failure of every write; none when null.</summary>
    public Exception? Throws { get; set; }

    /// <summary>The failure of every read; none when null.</summary>
    public Exception? LoadThrows { get; set; }

    /// <summary>Runs before each append.</summary>
    public Func<Task>? BeforeAppend { get; set; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _orders.Count;
            }
        }
    }

    /// <summary>The number of attempted appends.</summary>
    public int Appends => Volatile.Read(ref _appends);

    public void Put(Order order)
    {
        lock (_lock)
        {
            _orders[order.OrderId] = order;
        }
    }

    public ValueTask<Order?> LoadAsync(string orderId, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return LoadThrows is null ? ValueTask.FromResult(_orders.GetValueOrDefault(orderId)) : throw LoadThrows;
        }
    }

    public async Task<bool> AppendAsync(Order state, long expectedVersion, IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        await (BeforeAppend?.Invoke() ?? Task.CompletedTask);
        Interlocked.Increment(ref _appends);
        lock (_lock)
        {
            if (Throws is not null)
            {
                throw Throws;
            }

            if ((_orders.GetValueOrDefault(state.OrderId)?.Version ?? 0) != expectedVersion)
            {
                return false;
            }

            _orders[state.OrderId] = state;
            _events.AddRange(events);
            return true;
        }
    }

    public Task<IReadOnlyList<CloudEvent>> ReadEventsAsync(string orderId, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<CloudEvent>>([.. _events.Where(made => made.Subject == orderId)]);
        }
    }
}
