using Pipeline.Operations;

namespace Pipeline.Standalone.Demo;

/// <summary>Waits until the pipeline has nothing left to do.</summary>
internal sealed class Settling(DemoHttp http, Func<int> webhooksPending, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Returns the statistics once the pipeline has settled, or once nothing has happened for <paramref name="patience"/>; the audit then
    /// says what is left.
    /// </summary>
    public async Task<PipelineStats> WaitAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var (last, since) = ("", time.GetTimestamp());
        while (true)
        {
            // Webhooks first: once acknowledged, they are in the log before the statistics are read.
            var pending = webhooksPending();
            var stats = await http.StatsAsync(cancellation);
            var progress = $"{pending} {stats.Events} {stats.Queues.Sum(queue => queue.Handled)} {stats.Sagas}";
            if (progress != last)
            {
                (last, since) = (progress, time.GetTimestamp());
            }

            if ((pending == 0 && IsSettled(stats)) || time.GetElapsedTime(since) > patience)
            {
                return stats;
            }

            await Task.Delay(Interval, time, cancellation);
        }
    }

    private static bool IsSettled(PipelineStats stats) =>
        stats.Sagas.Active == 0 && stats.Queues.All(queue => queue is { Lag: 0, InFlight: 0, Retrying: 0 });
}
