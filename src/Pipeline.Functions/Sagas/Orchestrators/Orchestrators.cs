using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Pipeline.Fulfilment;
using Pipeline.Sagas;
using Pipeline.Welcome;

namespace Pipeline.Functions.Sagas.Orchestrators;

/// <summary>The sagas as Durable orchestrations. Static, because an orchestrator may hold nothing that a replay would miss.</summary>
public static class Orchestrators
{
    /// <summary>The instance id is the order id.</summary>
    [Function(OrderSaga.Name)]
    public static Task<SagaState> RunOrderSaga([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestration.RunAsync(context);

    /// <summary>The instance id is <c>welcome-</c> and the user id.</summary>
    [Function(WelcomeWorkflow.Name)]
    public static Task<SagaState> RunWelcomeWorkflow([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestration.RunAsync(context);
}
