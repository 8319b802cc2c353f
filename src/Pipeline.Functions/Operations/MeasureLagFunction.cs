using Microsoft.Azure.Functions.Worker;

namespace Pipeline.Functions.Operations;

/// <summary>Every minute: measures how far queues and relay are behind.</summary>
public sealed class MeasureLagFunction(LagMeter meter)
{
    [Function("MeasureLag")]
    public Task RunAsync([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) =>
        meter.MeasureAsync(cancellation);
}
