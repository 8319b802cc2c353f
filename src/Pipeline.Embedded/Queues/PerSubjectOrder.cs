using Pipeline.Embedded.Deliveries;

namespace Pipeline.Embedded.Queues;

/// <summary>Handles deliveries of different subjects concurrently, and those of one subject one after the other.</summary>
internal sealed class PerSubjectOrder(Func<Delivery, Task> handle)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<Delivery>?> _busy = new(StringComparer.Ordinal);

    public void Post(Delivery delivery)
    {
        lock (_gate)
        {
            if (_busy.TryGetValue(delivery.OrderingKey, out var waiting))
            {
                (_busy[delivery.OrderingKey] = waiting ?? new Queue<Delivery>()).Enqueue(delivery);
                return;
            }

            _busy.Add(delivery.OrderingKey, null);
        }

        _ = RunAsync(delivery);
    }

    private async Task RunAsync(Delivery delivery)
    {
        for (var next = delivery; next is not null; next = Next(next.OrderingKey))
        {
            await handle(next);
        }
    }

    private Delivery? Next(string key)
    {
        lock (_gate)
        {
            if (_busy[key] is { } waiting && waiting.TryDequeue(out var next))
            {
                return next;
            }

            _busy.Remove(key);
            return null;
        }
    }
}
