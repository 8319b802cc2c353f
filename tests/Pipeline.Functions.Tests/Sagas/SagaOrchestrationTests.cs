using Microsoft.DurableTask.Converters;
using Pipeline.Functions.Sagas;
using Pipeline.Sagas;
using static Pipeline.Fulfilment.FulfilmentActivities;
using OrderSaga = Pipeline.Fulfilment.OrderSaga;

namespace Pipeline.Functions.Tests.Sagas;

public sealed class SagaOrchestrationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task No_event_is_lost_when_the_orchestration_continues_as_new_amid_a_batch(int maxInputs)
    {
        var bench = new SagaBench();
        bench.Hub.Hold = true;
        Schedule(bench, Run(bench) with { MaxInputs = maxInputs });
        for (var i = 0; i < 12; i++)
        {
            await bench.SignalAsync(i == 7 ? "payment.captured" : "order.confirmed", $"event-{i}");
            if (i % 3 == 2)
            {
                // Results and events reach it in the same batch.
                await bench.Hub.RunNextAsync();
            }

            if (i % 4 == 3)
            {
                bench.Hub.Hold = false;
                var odd = new SagaEvent($"odd-{i}", "order.confirmed");
                bench.Hub.Raise(bench.OrderId, SagaEvent.Channel, JsonDataConverter.Default.Serialize(odd));
                bench.Hub.Hold = true;
            }
        }

        bench.Hub.Hold = false;
        await bench.Hub.RunAsync();
        var saga = await bench.SagaAsync();
        Assert.Equal(SagaPhase.Completed, saga.Phase);
        Assert.NotEqual(0, bench.Hub.Find(bench.OrderId)!.Renewals);
        Assert.Equal(15, saga.Signals.Select(signal => signal.EventId).Distinct().Count());
        Assert.Equal([ReserveInventory, CollectPayment, ScheduleShipment, ConfirmOrder], bench.Ran.Distinct());
    }

    [Fact]
    public async Task History_stays_short_when_a_step_is_tried_for_ever()
    {
        var bench = new SagaBench();
        bench.Script[ConfirmOrder] = () => new Failures.Transient("busy", "Later.");
        Schedule(bench, Run(bench));
        await bench.Hub.RunAsync();
        await bench.SignalAsync("payment.captured");
        await bench.PassAsync(TimeSpan.FromHours(6));
        Assert.True(bench.Ran.Count > 150);
        Assert.True(bench.Hub.Find(bench.OrderId)!.History.Count <= 110);
        Assert.NotEqual(0, bench.Hub.Find(bench.OrderId)!.Renewals);
        Assert.Equal(SagaPhase.Running, (await bench.SagaAsync()).Phase);

        bench.Script.Clear();
        await bench.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(SagaPhase.Completed, (await bench.SagaAsync()).Phase);
    }

    [Fact]
    public async Task Instance_keeps_to_the_definition_it_was_started_with_when_settings_and_versions_change()
    {
        var bench = new SagaBench();
        await bench.StartAsync();
        await bench.Hub.RunAsync();
        var first = OrderSaga.Define(TimeSpan.FromMinutes(1));
        bench.Deploy(first with { Version = first.Version + 1, Steps = [new(ConfirmOrder)], AfterCompensation = null });
        await bench.PassAsync(TimeSpan.FromMinutes(14));
        Assert.Equal((SagaMode.Awaiting, first.Version), ((await bench.SagaAsync()).Mode, (await bench.SagaAsync()).DefinitionVersion));

        await bench.PassAsync(TimeSpan.FromDays(2));
        await bench.SignalAsync("payment.captured");
        await bench.Hub.RunAsync();
        Assert.Equal(
            [ReserveInventory, CollectPayment, RefundPayment, ReleaseInventory, CancelOrder, RefundPayment, CancelOrder], bench.Ran);
    }

    [Fact]
    public async Task Activity_is_tried_again_when_its_worker_dies()
    {
        var bench = new SagaBench();
        var deaths = 0;
        bench.Hub.Activity<SagaAct, SagaOutcome>(RunSagaActivity.Name, act => ++deaths == 1
            ? throw new InvalidOperationException("The worker is gone.")
            : new RunSagaActivity(bench.Catalog).RunAsync(act, default));
        await bench.StartAsync();
        await bench.Hub.RunAsync();
        var saga = await bench.SagaAsync();
        Assert.Equal((SagaMode.Retrying, "activity-crashed: The worker is gone."), (saga.Mode, saga.LastError));
        await bench.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([ReserveInventory, CollectPayment], bench.Ran);
    }

    [Fact]
    public async Task Output_is_the_whole_state_when_the_rest_is_over()
    {
        var bench = new SagaBench();
        await Stories.All.Single(story => story.Name == "welcome").TellAsync(bench);
        await bench.PassAsync(TimeSpan.FromDays(1));
        var output = JsonDataConverter.Default.Deserialize<SagaState>(bench.Hub.Find("welcome-u-1")!.Output);
        Assert.Equal((SagaPhase.Completed, """{"userId":"u-1"}"""), (output!.Phase, output.Input));
        Assert.Equivalent(output, await bench.Operations.GetAsync("welcome-u-1", default), strict: true);
    }

    private static SagaRun Run(SagaBench bench) =>
        new() { Definition = bench.Catalog.Newest(OrderSaga.Name), Start = new SagaStart(bench.OrderId, null, new("correlation-1")) };

    private static void Schedule(SagaBench bench, SagaRun run) =>
        bench.Hub.TrySchedule(OrderSaga.Name, bench.OrderId, JsonDataConverter.Default.Serialize(run));
}
