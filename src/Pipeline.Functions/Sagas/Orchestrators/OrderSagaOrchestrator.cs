using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Pipeline.Fulfilment;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas.Orchestrators;

/// <summary>The order saga as a Durable orchestration; its instance id is the order id.</summary>
public static class OrderSagaOrchestrator
{
    [Function(OrderSaga.Name)]
    public static Task<SagaState> RunOrchestrator([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestration.RunAsync(context);
}
