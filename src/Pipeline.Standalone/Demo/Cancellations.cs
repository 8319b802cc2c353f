using System.Collections.Concurrent;

namespace Pipeline.Standalone.Demo;

/// <summary>The customers who cancel: each does so once, when the payment has been asked for.</summary>
internal sealed class Cancellations
{
    private readonly ConcurrentDictionary<int, Task> _sent = [];
    private readonly HashSet<int> _indexes;

    public Cancellations(IEnumerable<DemoOrder> orders, DemoHttp http, DemoWatch watch, CancellationToken cancellation)
    {
        _indexes = [.. orders.Where(order => order.Cancel).Select(order => order.Index)];
        watch.OnPaymentOpen = (index, orderId) =>
        {
            if (_indexes.Contains(index))
            {
                _sent.GetOrAdd(index, _ => Task.Run(() => http.CancelAsync(orderId, cancellation), cancellation));
            }
        };
    }

    /// <summary>Waits for those that were sent; throws what went wrong.</summary>
    public Task CompleteAsync() => Task.WhenAll(_sent.Values);
}
