using System.Collections.Concurrent;

// The demo is a client on threads of its own, which no simulation steps.
#pragma warning disable RS0030

namespace Pipeline.Standalone.Demo;

/// <summary>Cancels orders as their customers: each once, after its payment was requested.</summary>
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

    /// <summary>Waits for the cancellations that were sent; throws if one failed.</summary>
    public Task CompleteAsync() => Task.WhenAll(_sent.Values);
}
