using Azure.Messaging;
using Pipeline.Failures;

namespace Pipeline.Intake;

/// <summary>Port: takes validated events from outside into the pipeline, once per source and id.</summary>
public interface IEventIntake
{
    /// <summary>Accepts the event; when this returns it is committed. False when this source and id was accepted before.</summary>
    /// <exception cref="FailureException"><see cref="Transient"/>: nothing was accepted, try again.</exception>
    Task<bool> AcceptAsync(CloudEvent cloudEvent, CancellationToken cancellation);
}
