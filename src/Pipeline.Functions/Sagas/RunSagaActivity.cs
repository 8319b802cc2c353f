using Microsoft.Azure.Functions.Worker;
using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>
/// The one Durable activity: runs the activity of that name. Its failures are data, because the saga's own rules decide when to
/// try again. It throws only when the host stops; the saga then tries again.
/// </summary>
public sealed class RunSagaActivity(SagaCatalog catalog)
{
    public const string Name = nameof(RunSagaActivity);

    [Function(Name)]
    public async Task<SagaOutcome> RunAsync([ActivityTrigger] SagaAct act, CancellationToken cancellation)
    {
        try
        {
            return SagaOutcome.Of(await catalog.Activity(act.Activity).RunAsync(act.Saga, cancellation));
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            return SagaOutcome.Of(Failed.From(error));
        }
    }
}
