using Pipeline.Failures;
using Pipeline.Sagas;
using Pipeline.Welcome;
using static Pipeline.Fulfilment.FulfilmentActivities;

namespace Pipeline.Functions.Tests.Sagas;

/// <summary>What happens to sagas: each story ends as it says, and its history, recorded once, must replay the same for ever.</summary>
internal static class Stories
{
    private static readonly string[] Happy = [ReserveInventory, CollectPayment, ScheduleShipment, ConfirmOrder];

    public static IReadOnlyList<Story> All { get; } =
    [
        new("order-confirmed", OrderConfirmedAsync, SagaPhase.Completed, Happy),
        new("payment-before-the-saga-waits", EarlyPaymentAsync, SagaPhase.Completed, Happy),
        new(
            "payment-failed",
            async bench => await PaidAsync(bench, "payment.failed"),
            SagaPhase.Compensated,
            [ReserveInventory, CollectPayment, RefundPayment, ReleaseInventory, CancelOrder]),
        new(
            "payment-timed-out",
            async bench =>
            {
                await BeginAsync(bench);
                await bench.PassAsync(TimeSpan.FromMinutes(16));
            },
            SagaPhase.Compensated,
            [ReserveInventory, CollectPayment, RefundPayment, ReleaseInventory, CancelOrder]),
        new(
            "cancelled-while-reserving",
            bench => CancelledAsync(bench, afterActivities: 0),
            SagaPhase.Compensated,
            [ReserveInventory, ReleaseInventory, CancelOrder]),
        new(
            "cancelled-while-collecting",
            bench => CancelledAsync(bench, afterActivities: 1),
            SagaPhase.Compensated,
            [ReserveInventory, CollectPayment, RefundPayment, ReleaseInventory, CancelOrder]),
        new(
            "cancelled-while-awaiting",
            bench => CancelledAsync(bench, afterActivities: 2),
            SagaPhase.Compensated,
            [ReserveInventory, CollectPayment, RefundPayment, ReleaseInventory, CancelOrder]),
        new(
            "cancelled-while-shipping",
            async bench =>
            {
                await BeginAsync(bench);
                await bench.SignalAsync("payment.captured");
                await bench.SignalAsync("order.cancel-requested");
                await bench.Hub.RunAsync();
            },
            SagaPhase.Compensated,
            [ReserveInventory, CollectPayment, ScheduleShipment, CancelShipment, RefundPayment, ReleaseInventory, CancelOrder]),
        new("cancelled-too-late", CancelledTooLateAsync, SagaPhase.Completed, Happy),
        new("captured-after-compensation", LateCaptureAsync, SagaPhase.Compensated, LateCapture()),
        new(
            "paid-twice",
            async bench =>
            {
                await PaidAsync(bench, "payment.captured");
                await bench.SignalAsync("payment.captured", "payment.captured-2");
                await bench.Hub.RunAsync();
            },
            SagaPhase.Completed,
            [.. Happy, RefundPayment]),
        new("tried-again", TriedAgainAsync, SagaPhase.Completed, [ReserveInventory, ReserveInventory, .. Happy]),
        new("needs-attention-and-resumed", AttentionAsync, SagaPhase.Compensated, Attention()),
        new("welcome", WelcomeAsync, SagaPhase.Completed, [WelcomeWorkflow.SendWelcome, WelcomeWorkflow.SendTips], "welcome-u-1"),
    ];

    private static async Task BeginAsync(SagaBench bench)
    {
        await bench.StartAsync();
        await bench.Hub.RunAsync();
    }

    private static async Task PaidAsync(SagaBench bench, string outcome)
    {
        await BeginAsync(bench);
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        await bench.SignalAsync(outcome);
        await bench.Hub.RunAsync();
    }

    private static Task OrderConfirmedAsync(SagaBench bench) => PaidAsync(bench, "payment.captured");

    private static async Task EarlyPaymentAsync(SagaBench bench)
    {
        // Both are in the mailbox before the orchestrator has run for the first time.
        bench.Hub.Hold = true;
        await bench.StartAsync();
        await bench.SignalAsync("payment.captured");
        await bench.SignalAsync("payment.captured");
        bench.Hub.Hold = false;
        await bench.Hub.RunAsync();
    }

    private static async Task CancelledAsync(SagaBench bench, int afterActivities)
    {
        await bench.StartAsync();
        for (var i = 0; i < afterActivities; i++)
        {
            await bench.Hub.RunNextAsync();
        }

        await bench.SignalAsync("order.cancel-requested");
        await bench.Hub.RunAsync();
    }

    private static async Task CancelledTooLateAsync(SagaBench bench)
    {
        await OrderConfirmedAsync(bench);
        await bench.SignalAsync("order.cancel-requested");
        await bench.Hub.RunAsync();
    }

    private static async Task LateCaptureAsync(SagaBench bench)
    {
        await PaidAsync(bench, "payment.failed");
        bench.Time.Advance(TimeSpan.FromHours(2));
        await bench.SignalAsync("payment.captured");
        await bench.Hub.RunAsync();
    }

    private static string[] LateCapture() =>
        [ReserveInventory, CollectPayment, RefundPayment, ReleaseInventory, CancelOrder, RefundPayment, CancelOrder];

    private static async Task TriedAgainAsync(SagaBench bench)
    {
        var times = 0;
        bench.Script[ReserveInventory] = () => ++times switch
        {
            1 => new Transient("busy", "Too many requests."),
            2 => throw new InvalidOperationException("The store is gone."),
            _ => null,
        };
        await bench.StartAsync();
        await bench.PassAsync(TimeSpan.FromSeconds(10));
        await bench.SignalAsync("payment.captured");
        await bench.Hub.RunAsync();
    }

    private static async Task AttentionAsync(SagaBench bench)
    {
        bench.Script[RefundPayment] = () => new Permanent("refused", "The provider refuses.");
        await PaidAsync(bench, "payment.failed");
        bench.Script.Clear();
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.Operations.ResumeAsync(bench.OrderId, default);
        await bench.Hub.RunAsync();
    }

    private static string[] Attention() =>
        [ReserveInventory, CollectPayment, RefundPayment, FlagOrder, RefundPayment, ReleaseInventory, CancelOrder];

    private static async Task WelcomeAsync(SagaBench bench)
    {
        await bench.Sagas.StartAsync(WelcomeWorkflow.Name, new SagaStart("welcome-u-1", """{"userId":"u-1"}""", new()), default);
        await bench.PassAsync(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1));
    }
}
