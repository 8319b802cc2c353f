using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Sagas;
using Pipeline.Welcome;

namespace Pipeline.Reactions;

/// <summary>Queue start-welcome-workflow: one welcome workflow per user.</summary>
public sealed class StartWelcomeWorkflow : IReaction
{
    public string Queue => "start-welcome-workflow";

    public ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var user = CloudEvents.Read<UserSignedUp>(cloudEvent);
        var start = new SagaStart(WelcomeWorkflow.InstanceId(user.UserId), cloudEvent.Data!.ToString(), Trace.CausedBy(cloudEvent));
        return new(ImmutableArray.Create<Effect>(new StartSaga(WelcomeWorkflow.Name, start)));
    }
}
