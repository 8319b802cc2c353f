using System.Text.Json;
using Pipeline.Events;
using Pipeline.Fulfilment;
using Pipeline.Functions.Sagas;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Testing;
using Pipeline.Welcome;

namespace Pipeline.Functions.Tests.Sagas;

/// <summary>With Azurite alone the orchestrators and their activity do real work, on the embedded engine's stores.</summary>
public sealed class EmbeddedSagasTests(EmbeddedBench bench) : IClassFixture<EmbeddedBench>
{
    [Fact]
    public async Task An_order_is_fulfilled_on_the_embedded_stores()
    {
        var orders = bench.The<OrderService>();
        Assert.True((await orders.ExecuteAsync(Some.OrderId, Some.PlaceOrder(), Trace.None, default)).TryGet(out _, out _));
        Start(new SagaRun
        {
            Definition = OrderSaga.Define(TimeSpan.FromMinutes(15)),
            Start = new SagaStart(Some.OrderId, null, Trace.None),
        });
        await bench.Hub.RunAsync();
        Assert.Equal(OrderStatus.Reserved, (await OrderAsync()).Status);

        await orders.ExecuteAsync(Some.OrderId, new RecordEvent(Some.Captured()), Trace.None, default);
        await bench.Hub.Client.RaiseEventAsync(Some.OrderId, SagaEvent.Channel, new SagaEvent("captured-1", EventTypes.PaymentCaptured));
        await bench.Hub.RunAsync();

        Assert.Equal(SagaPhase.Completed, StatusOf(Some.OrderId).Saga.Phase);
        Assert.Equal(OrderStatus.Confirmed, (await OrderAsync()).Status);
        Assert.Equal(8, (await bench.The<IInventory>().GetAsync("SKU-1", default))!.OnHand);
    }

    /// <summary>The page tells how to start a workflow by hand; what it says to send is sent here.</summary>
    [Fact]
    public async Task The_workflow_that_the_page_starts_by_hand_sends_both_mails()
    {
        Start(JsonSerializer.Deserialize<SagaRun>(InputOnThePage())!);
        await bench.Hub.RunAsync();
        Assert.Single(bench.Mails);

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Hub.RunAsync();

        Assert.Equal(SagaPhase.Completed, StatusOf(WelcomeWorkflow.InstanceId("u-1")).Saga.Phase);
        Assert.Equal(2, bench.Mails.Length);
    }

    private static string InputOnThePage()
    {
        Assert.Contains("/orchestrators/WelcomeWorkflow/welcome-u-1 ", RepositoryFiles.Read("docs/functions.md"), StringComparison.Ordinal);
        return RepositoryFiles.Read("local/welcome.json");
    }

    private void Start(SagaRun run) => Assert.True(bench.Hub.TrySchedule(
        run.Definition.Name, run.Start!.SagaId, JsonSerializer.Serialize(run)));

    private async Task<Order> OrderAsync() => (await bench.The<IOrderStore>().LoadAsync(Some.OrderId, default))!;

    private SagaStatus StatusOf(string id) => bench.Hub.Find(id)!.Metadata(whole: true).ReadCustomStatusAs<SagaStatus>()!;
}
