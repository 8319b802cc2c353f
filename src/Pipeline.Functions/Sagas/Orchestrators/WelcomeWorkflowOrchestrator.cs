using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Pipeline.Sagas;
using Pipeline.Welcome;

namespace Pipeline.Functions.Sagas.Orchestrators;

/// <summary>The welcome workflow as a Durable orchestration; its instance id is <c>welcome-</c> and the user id.</summary>
public static class WelcomeWorkflowOrchestrator
{
    [Function(WelcomeWorkflow.Name)]
    public static Task<SagaState> RunOrchestrator([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestration.RunAsync(context);
}
