using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Pipeline.Azure.Queues;
using Pipeline.Azure.Undelivered;
using Pipeline.DeadLetters;
using Pipeline.Functions.Queues;
using Pipeline.Functions.Relay;
using Pipeline.Orders;

namespace Pipeline.Functions.Operations;

/// <summary>
/// Every minute: measures how far the pipeline is behind, and sweeps up undelivered events. What cannot be measured is logged
/// and the rest is measured all the same; then the function fails, so that it is seen.
/// </summary>
public sealed partial class LagMeter(
    IQueueDepths depths,
    OldestMessages oldest,
    ChangeFeedLag feeds,
    IOrderViews orders,
    IDeadLetters deadLetters,
    UndeliveredReader undelivered,
    Measures measures,
    ILogger<LagMeter> logger)
{
    // Counting further would cost more the worse things are, and tell nobody more.
    private const int CountedAtMost = 100;

    [Function("MeasureLag")]
    public async Task MeasureLag([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation)
    {
        var failures = new List<Exception>();
        await TryAsync("queues", () => MeasureQueuesAsync(cancellation), failures, cancellation);
        foreach (var container in ChangeFeedLag.Containers)
        {
            await TryAsync($"the relay of {container}", () => MeasureFeedAsync(container, cancellation), failures, cancellation);
        }

        await TryAsync("orders", () => MeasureOrdersAsync(cancellation), failures, cancellation);
        await TryAsync("dead letters", () => MeasureDeadLettersAsync(cancellation), failures, cancellation);
        await TryAsync("undelivered events", () => SweepAsync(cancellation), failures, cancellation);
        if (failures.Count > 0)
        {
            throw new AggregateException("Not everything could be measured.", failures);
        }
    }

    private async Task MeasureQueuesAsync(CancellationToken cancellation)
    {
        foreach (var depth in await depths.ReadAsync(cancellation))
        {
            measures.Tell(MeasureNames.QueueActive, depth.Queue, depth.Active);
            measures.Tell(MeasureNames.QueueScheduled, depth.Queue, depth.Scheduled);
            measures.Tell(MeasureNames.QueueDeadLettered, depth.Queue, depth.DeadLettered);
            var age = depth.Active == 0 ? TimeSpan.Zero : await oldest.AgeAsync(depth.Queue, cancellation);
            measures.Tell(MeasureNames.QueueOldest, depth.Queue, age.TotalSeconds);
        }
    }

    private async Task MeasureFeedAsync(string container, CancellationToken cancellation)
    {
        if (await feeds.ReadAsync(container, cancellation) is { } pending)
        {
            measures.Tell(MeasureNames.RelayPending, container, pending);
        }
        else
        {
            LogNoLeases(container);
        }
    }

    private async Task MeasureOrdersAsync(CancellationToken cancellation)
    {
        var query = new OrderQuery(null, OrderStatus.NeedsAttention, null, CountedAtMost);
        measures.Tell(MeasureNames.OrdersNeedAttention, "orders", (await orders.ListAsync(query, cancellation)).Count);
    }

    private async Task MeasureDeadLettersAsync(CancellationToken cancellation)
    {
        var open = await deadLetters.ListAsync(DeadLetterStatus.Open, null, CountedAtMost, cancellation);
        measures.Tell(MeasureNames.DeadLettersOpen, "dead-letters", open.Count);
    }

    private async Task SweepAsync(CancellationToken cancellation) =>
        measures.Tell(MeasureNames.UndeliveredUnreadable, "undelivered", await undelivered.ReadAllAsync(cancellation));

    private async Task TryAsync(string what, Func<Task> measure, List<Exception> failures, CancellationToken cancellation)
    {
        try
        {
            await measure();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            LogNotMeasured(error, what);
            failures.Add(error);
        }
    }

    [LoggerMessage(LogLevel.Error, "{What} could not be measured")]
    private partial void LogNotMeasured(Exception error, string what);

    [LoggerMessage(LogLevel.Warning, "The relay of {Container} has no leases: its function has not run yet, or under another LeasePrefix")]
    private partial void LogNoLeases(string container);
}
