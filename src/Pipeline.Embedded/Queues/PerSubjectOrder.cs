using Pipeline.Embedded.Deliveries;

namespace Pipeline.Embedded.Queues;

/// <summary>Handles deliveries of different subjects side by side and those of one subject one after the other.</summary>
internal sealed class PerSubjectOrder(Func<Delivery, Task> handle)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<Delivery>?> _busy = new(StringComparer.Ordinal);

    public void Post(Delivery delivery)
    {
        lock (_gate)
        {
            if (_busy.TryGetValue(delivery.Lane, out var waiting))
            {
                (_busy[delivery.Lane] = waiting ?? new Queue<Delivery>()).Enqueue(delivery);
                return;
            }

            _busy.Add(delivery.Lane, null);
        }

        _ = RunAsync(delivery);
    }

    private async Task RunAsync(Delivery delivery)
    {
        for (var next = delivery; next is not null; next = Next(next.Lane))
        {
            await handle(next);
        }
    }

    private Delivery? Next(string lane)
    {
        lock (_gate)
        {
            if (_busy[lane] is { } waiting && waiting.TryDequeue(out var next))
            {
                return next;
            }

            _busy.Remove(lane);
            return null;
        }
    }
}
