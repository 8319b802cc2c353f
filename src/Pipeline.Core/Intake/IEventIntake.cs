using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.Intake;

/// <summary>Port: takes validated events from outside into the pipeline, once per source and id.</summary>
public interface IEventIntake
{
    /// <summary>Accepts the event, which is committed when the task completes. False when it was accepted before.</summary>
    /// <exception cref="FailureException"><see cref="Transient"/>: nothing was accepted; retry.</exception>
    Task<bool> AcceptAsync(CloudEvent cloudEvent, CancellationToken cancellation);
}
