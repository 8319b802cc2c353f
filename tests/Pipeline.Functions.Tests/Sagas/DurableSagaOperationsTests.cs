using Microsoft.DurableTask;
using Pipeline.Compliance;
using Pipeline.Compliance.Sagas;
using Pipeline.Fulfilment;
using Pipeline.Functions.Sagas;
using Pipeline.Identity;
using Pipeline.Sagas;

namespace Pipeline.Functions.Tests.Sagas;

public sealed class DurableSagaOperationsTests : SagasSuite
{
    private SagaBench Bench => ((DurablePorts)Ports).Bench;

    protected override Task<IEnginePorts> CreateAsync(TimeProvider time, IIdGenerator ids) =>
        Task.FromResult<IEnginePorts>(new DurablePorts(new SagaBench(time)));

    protected override Task PutAsync(SagaState saga) => Bench.Client.ScheduleNewOrchestrationInstanceAsync(
        OrderSaga.Name, new SagaRun { Definition = Bench.Catalog.Find(saga.Definition, saga.DefinitionVersion)!, Saga = saga },
        new StartOrchestrationOptions(saga.SagaId));
}
