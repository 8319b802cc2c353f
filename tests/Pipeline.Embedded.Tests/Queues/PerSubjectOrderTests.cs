using System.Collections.Concurrent;
using Pipeline.Embedded.Deliveries;
using Pipeline.Embedded.Queues;
using Pipeline.Events;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Queues;

public sealed class PerSubjectOrderTests
{
    private readonly ConcurrentQueue<string> _begun = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ends = new();

    [Fact]
    public async Task Deliveries_of_one_subject_come_one_after_the_other_in_order()
    {
        var order = new PerSubjectOrder(HandleAsync);
        Post(order, "a 1", "a 2", "a 3");
        Assert.Equal(["a 1"], _begun);

        End("a 1");
        await Eventually.TrueAsync(() => _begun.Count == 2);
        End("a 2");
        await Eventually.TrueAsync(() => _begun.Count == 3);

        Assert.Equal(["a 1", "a 2", "a 3"], _begun);
    }

    [Fact]
    public async Task What_gathers_while_a_subject_is_busy_is_handled_together_up_to_a_limit()
    {
        var batches = new ConcurrentQueue<int>();
        var first = new TaskCompletionSource();
        var order = new PerSubjectOrder(batch =>
        {
            batches.Enqueue(batch.Count);
            return batches.Count == 1 ? first.Task : Task.CompletedTask;
        });

        for (var number = 0; number <= PerSubjectOrder.MaxBatch + 1; number++)
        {
            order.Post(Delivery("a"));
        }

        first.SetResult();

        await Eventually.TrueAsync(() => batches.Count == 3);
        Assert.Equal([1, PerSubjectOrder.MaxBatch, 1], batches);
    }

    [Fact]
    public void Deliveries_of_other_subjects_go_on_when_one_takes_long()
    {
        var order = new PerSubjectOrder(HandleAsync);

        Post(order, "a 1", "b 1", "a 2", "c 1");

        Assert.Equal(["a 1", "b 1", "c 1"], _begun);
    }

    [Fact]
    public async Task Subject_is_taken_up_again_when_nothing_of_it_is_left()
    {
        var order = new PerSubjectOrder(HandleAsync);
        Post(order, "a 1");
        End("a 1");

        await Eventually.TrueAsync(() =>
        {
            Post(order, "a 2");
            return _begun.Contains("a 2");
        });
    }

    [Fact]
    public async Task Order_of_each_subject_is_kept_when_many_run_at_once()
    {
        var handled = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        var count = 0;
        var order = new PerSubjectOrder(async batch =>
        {
            await Task.Yield();
            foreach (var delivery in batch)
            {
                handled.GetOrAdd(delivery.Event.Subject!, _ => new()).Enqueue(delivery.Attempts);
                Interlocked.Increment(ref count);
            }
        });

        for (var number = 0; number < 2_000; number++)
        {
            order.Post(Delivery($"{number % 7}") with { Attempts = number });
        }

        await Eventually.TrueAsync(() => count == 2_000);
        Assert.Equal(7, handled.Count);
        Assert.All(handled.Values, numbers => Assert.Equal(numbers.Order(), numbers));
    }

    private async Task HandleAsync(IReadOnlyList<Delivery> batch)
    {
        foreach (var delivery in batch)
        {
            _begun.Enqueue(delivery.Event.Id);
            await _ends[delivery.Event.Id].Task;
        }
    }

    private void Post(PerSubjectOrder order, params string[] ids)
    {
        foreach (var id in ids)
        {
            _ends.TryAdd(id, new TaskCompletionSource());
            order.Post(Delivery(id[..1], id));
        }
    }

    private void End(string id) => _ends[id].SetResult();

    private static Delivery Delivery(string subject, string id = "1") =>
        new(Some.Event(new LogLine("info", "a line"), subject, id), Position: null);
}
