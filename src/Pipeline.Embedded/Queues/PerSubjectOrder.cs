using Pipeline.Embedded.Deliveries;

namespace Pipeline.Embedded.Queues;

/// <summary>
/// Handles deliveries of different subjects concurrently, and those of one subject in order: what gathers while the subject is busy is
/// handled together, so that a subject with many events is not held to one of them a commit.
/// </summary>
internal sealed class PerSubjectOrder(Func<IReadOnlyList<Delivery>, Task> handle)
{
    /// <summary>Few enough that a batch which has to be settled one by one is not long about it.</summary>
    public const int MaxBatch = 256;

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
        for (Delivery[] batch = [delivery]; batch.Length > 0; batch = Next(delivery.OrderingKey))
        {
            await handle(batch);
        }
    }

    private Delivery[] Next(string key)
    {
        lock (_gate)
        {
            if (_busy[key] is not { Count: > 0 } waiting)
            {
                _busy.Remove(key);
                return [];
            }

            var batch = new Delivery[Math.Min(waiting.Count, MaxBatch)];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = waiting.Dequeue();
            }

            return batch;
        }
    }
}
