using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Pipeline.Failures;
using Pipeline.Functions.Sagas;
using Pipeline.Sagas;
using static Pipeline.Fulfilment.FulfilmentActivities;
using OrderSaga = Pipeline.Fulfilment.OrderSaga;

namespace Pipeline.Functions.Tests.Sagas;

public sealed class DurableSagaClientTests
{
    private readonly SagaBench _bench = new();

    [Fact]
    public async Task Saga_starts_once_when_its_order_is_told_of_again()
    {
        UseClient();
        Assert.Null(await _bench.StartAsync());
        await _bench.Hub.RunAsync();
        Assert.Null(await _bench.StartAsync());
        await _bench.SignalAsync("payment.captured");
        await _bench.Hub.RunAsync();
        Assert.Null(await _bench.StartAsync());
        await _bench.Hub.RunAsync();
        Assert.Equal([ReserveInventory, CollectPayment, ScheduleShipment, ConfirmOrder], _bench.Ran);
    }

    [Fact]
    public async Task Start_counts_as_done_when_another_one_was_faster()
    {
        var hasRivalRun = false;
        UseClient(new RacedClient(
            _bench.Client, beforeSchedule: () => hasRivalRun = _bench.Hub.TrySchedule(OrderSaga.Name, _bench.OrderId, Run())));
        Assert.Null(await _bench.StartAsync());
        Assert.True(hasRivalRun);
        Assert.Equal(SagaMode.Acting, (await _bench.SagaAsync()).Mode);
    }

    [Fact]
    public async Task Start_fails_when_the_task_hub_cannot_be_reached()
    {
        UseClient(new RacedClient(_bench.Client, beforeSchedule: () => throw new HttpRequestException("down")));
        await Assert.ThrowsAsync<HttpRequestException>(() => _bench.StartAsync());
    }

    [Fact]
    public async Task Event_is_delivered_again_when_its_saga_is_not_there_yet()
    {
        UseClient();
        var failure = Assert.IsType<Transient>(await _bench.SignalAsync("payment.captured"));
        Assert.Equal("saga-not-started", failure.Code);
    }

    [Fact]
    public async Task Event_takes_effect_once_when_it_is_delivered_twice()
    {
        UseClient();
        await _bench.StartAsync();
        await _bench.Hub.RunAsync();
        await _bench.SignalAsync("payment.captured");
        await _bench.SignalAsync("payment.captured");
        await _bench.Hub.RunAsync();
        await _bench.SignalAsync("payment.captured");
        await _bench.Hub.RunAsync();
        Assert.DoesNotContain(RefundPayment, _bench.Ran);
        Assert.Single((await _bench.SagaAsync()).Signals);
    }

    [Fact]
    public async Task Event_waits_when_the_saga_is_about_to_end_its_rest_and_is_then_decided_on_its_output()
    {
        UseClient();
        await CompensateAsync();
        _bench.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(30));
        var closing = Assert.IsType<Transient>(await _bench.SignalAsync("payment.captured"));
        Assert.Equal(("saga-closing", TimeSpan.FromSeconds(90)), (closing.Code, closing.RetryAfter));

        await _bench.PassAsync(closing.RetryAfter!.Value);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, _bench.Hub.Find(_bench.OrderId)!.Status);
        Assert.Null(await _bench.SignalAsync("payment.captured"));
        await _bench.Hub.RunAsync();
        Assert.Equal([RefundPayment, CancelOrder], _bench.Ran[^2..]);
        Assert.Equal(SagaPhase.Compensated, (await _bench.SagaAsync()).Phase);
    }

    [Fact]
    public async Task Saga_stays_at_rest_when_a_late_event_asks_for_nothing()
    {
        UseClient();
        await CompensateAsync();
        await _bench.PassAsync(TimeSpan.FromDays(2));
        Assert.Null(await _bench.SignalAsync("order.cancel-requested"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, _bench.Hub.Find(_bench.OrderId)!.Status);
    }

    [Fact]
    public async Task Saga_is_started_again_once_when_a_late_event_is_delivered_twice()
    {
        UseClient();
        await CompensateAsync();
        await _bench.PassAsync(TimeSpan.FromDays(2));
        await _bench.SignalAsync("payment.captured");
        await _bench.SignalAsync("payment.captured");
        await _bench.Hub.RunAsync();
        Assert.Equal(2, _bench.Ran.Count(ran => ran == RefundPayment));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Late_event_takes_effect_when_another_one_starts_the_saga_again_at_the_same_time(bool backendSaysSo)
    {
        UseClient();
        await CompensateAsync();
        await _bench.PassAsync(TimeSpan.FromDays(2));
        var output = JsonDataConverter.Default.Deserialize<SagaState>(_bench.Hub.Find(_bench.OrderId)!.Output)!;
        var other = JsonDataConverter.Default
            .Serialize(new SagaRun { Definition = _bench.Catalog.Newest(output.Definition), Saga = output });
        var hasRivalRun = false;
        UseClient(new RacedClient(_bench.Client, () => hasRivalRun = _bench.Hub.TrySchedule(OrderSaga.Name, _bench.OrderId, other))
        {
            IsSilent = !backendSaysSo,
        });
        Assert.Null(await _bench.SignalAsync("payment.captured"));
        Assert.True(hasRivalRun);
        await _bench.Hub.RunAsync();
        Assert.Equal([RefundPayment, CancelOrder], _bench.Ran[^2..]);
        Assert.Equal(2, _bench.Ran.Count(ran => ran == RefundPayment));
    }

    [Fact]
    public async Task Event_is_refused_with_what_to_do_when_the_orchestration_is_broken()
    {
        UseClient();
        await _bench.StartAsync();
        await _bench.Hub.RunAsync();
        _bench.Hub.Terminate(_bench.OrderId);
        var refused = Assert.IsType<Permanent>(await _bench.SignalAsync("payment.captured"));
        Assert.Contains("Resume", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_saga_needs_attention_and_goes_on_where_it_was_when_it_is_resumed()
    {
        UseClient();
        await _bench.StartAsync();
        await _bench.Hub.RunAsync();
        _bench.Hub.Terminate(_bench.OrderId);
        Assert.Equal(SagaPhase.NeedsAttention, (await _bench.SagaAsync()).Phase);
        Assert.Single(await _bench.Operations.ListAsync(SagaPhase.NeedsAttention, null, 10, default));

        Assert.Null((await _bench.Operations.ResumeAsync(_bench.OrderId, default)).Failure);
        Assert.Equal((SagaPhase.Running, SagaMode.Awaiting), ((await _bench.SagaAsync()).Phase, (await _bench.SagaAsync()).Mode));
        await _bench.SignalAsync("payment.captured");
        await _bench.Hub.RunAsync();
        Assert.Equal([ReserveInventory, CollectPayment, ScheduleShipment, ConfirmOrder], _bench.Ran);
    }

    [Fact]
    public async Task Resume_answers_with_what_it_will_do_when_the_orchestration_takes_its_time()
    {
        UseClient();
        _bench.Script[RefundPayment] = () => new Permanent("refused", "The provider refuses.");
        await CompensateAsync();
        _bench.Hub.Hold = true;
        var resuming = _bench.Operations.ResumeAsync(_bench.OrderId, default);
        while (!resuming.IsCompleted)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True((await resuming).TryGet(out var saga, out _));
        Assert.Equal(SagaPhase.Compensating, saga!.Phase);
    }

    [Fact]
    public void Client_is_asked_for_in_vain_when_the_function_has_none()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new DurableClients().Current);
        Assert.Contains("[DurableClient]", error.Message, StringComparison.Ordinal);
    }

    // The client belongs to the asynchronous flow of a test, which begins after its constructor.
    private void UseClient(DurableTaskClient? client = null) => _bench.Clients.Use(client ?? _bench.Client);

    private async Task CompensateAsync()
    {
        await _bench.StartAsync();
        await _bench.Hub.RunAsync();
        await _bench.SignalAsync("payment.failed");
        await _bench.Hub.RunAsync();
    }

    private string Run() => JsonDataConverter.Default.Serialize(
        new SagaRun { Definition = _bench.Catalog.Newest(OrderSaga.Name), Start = new SagaStart(_bench.OrderId, null, new()) })!;
}
