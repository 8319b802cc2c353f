using Pipeline.Identity;

// The demo is a client on threads of its own, which no simulation steps.
#pragma warning disable RS0030

namespace Pipeline.Standalone.Demo;

/// <summary>Sends the plan, with a limit on concurrent requests and on orders in flight.</summary>
internal sealed class DemoLoad : IDisposable
{
    private const int MaxRequests = 64;
    private const int MaxInFlight = 1_000;

    private readonly DemoHttp _http;
    private readonly DemoWatch _watch;
    private readonly IIdGenerator _ids;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _inFlight = new(MaxInFlight);
    private readonly double[] _latencies;
    private int _sent;
    private int _events;

    public DemoLoad(DemoHttp http, DemoWatch watch, int orders, IIdGenerator ids, TimeProvider time)
    {
        (_http, _watch, _ids, _time) = (http, watch, ids, time);
        _latencies = new double[orders];
        watch.OnTerminal = _ => _inFlight.Release();
    }

    /// <summary>Orders placed so far.</summary>
    public int Placed => Volatile.Read(ref _sent);

    /// <summary>Events sent so far.</summary>
    public int Events => Volatile.Read(ref _events);

    /// <summary>Milliseconds that the first POST of each order took.</summary>
    public double[] PostLatencies => _latencies[.._sent];

    public Task SendAsync(IReadOnlyList<DemoOrder> orders, IReadOnlyList<DemoEvent> events, CancellationToken cancellation)
    {
        // Events are spread over the run; each follows an order, so that orders that wait for a time-out start at once.
        var every = Math.Max(1, orders.Count / Math.Max(1, events.Count));
        var actions = orders.SelectMany((order, i) => Actions(order, i, events, every, cancellation));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = MaxRequests, CancellationToken = cancellation };
        return Parallel.ForEachAsync(actions, parallel, async (action, _) => await action());
    }

    public void Dispose() => _inFlight.Dispose();

    private IEnumerable<Func<Task>> Actions(
        DemoOrder order, int i, IReadOnlyList<DemoEvent> events, int every, CancellationToken cancellation)
    {
        yield return () => PlaceAsync(order, cancellation);
        if (i % every == 0 && i / every < events.Count)
        {
            yield return () => PublishAsync(events[i / every], cancellation);
        }
    }

    private async Task PlaceAsync(DemoOrder order, CancellationToken cancellation)
    {
        await _inFlight.WaitAsync(cancellation);
        var key = order.PostTwice ? _ids.Next() : null;
        _watch.Sending(order.Index);
        var start = _time.GetTimestamp();
        var orderId = await _http.PlaceAsync(order.Body, key, cancellation);
        _latencies[Interlocked.Increment(ref _sent) - 1] = _time.GetElapsedTime(start).TotalMilliseconds;
        if (order.PostTwice && await _http.PlaceAsync(order.Body, key, cancellation) is var second && second != orderId)
        {
            throw new InvalidOperationException($"Idempotency-Key {key} made two orders, {orderId} and {second}.");
        }
    }

    private async Task PublishAsync(DemoEvent demoEvent, CancellationToken cancellation)
    {
        await _http.PublishAsync(demoEvent.Body, cancellation);
        if (demoEvent.PostTwice)
        {
            await _http.PublishAsync(demoEvent.Body, cancellation);
        }

        Interlocked.Increment(ref _events);
    }
}
