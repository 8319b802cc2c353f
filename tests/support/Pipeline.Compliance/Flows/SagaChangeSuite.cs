using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Inventory;
using Pipeline.Orders;
using Pipeline.Sagas;
using Pipeline.Testing;
using Pipeline.Welcome;

namespace Pipeline.Compliance.Flows;

/// <summary>What happens to orders in flight when a new version of their saga is deployed, on every engine.</summary>
public abstract class SagaChangeSuite : FlowSuite
{
    private const string Inspect = "suite-inspect";
    private const string Repack = "suite-repack";
    private static readonly int First = OrderSaga.Define(TimeSpan.Zero).Version;
    private static readonly SagaStep Inspection = new(Inspect, Repack);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<string> _inspected = new();
    private readonly ConcurrentQueue<string> _repacked = new();

    [Fact]
    public async Task Orders_in_flight_end_by_the_version_they_began_with_and_new_ones_run_the_new_one()
    {
        var finished = await PlaceAsync();
        await AwaitsPaymentAsync(finished);
        await CaptureAsync(finished);
        await EndsAsync(finished, SagaPhase.Completed);
        var (paid, unpaid) = (await PlaceAsync(), await PlaceAsync());
        await AwaitsPaymentAsync(paid);
        await AwaitsPaymentAsync(unpaid);

        await DeployAsync(Changed(First + 1, paymentTimeout: Minute));
        var (newer, hasty) = (await PlaceAsync(), await PlaceAsync());
        await AwaitsPaymentAsync(newer);
        await AwaitsPaymentAsync(hasty);
        await CaptureAsync(paid);
        await CaptureAsync(newer);
        await CaptureAsync(finished, "pi_second");

        await EndsAsync(paid, SagaPhase.Completed);
        await EndsAsync(newer, SagaPhase.Completed);
        await Bench.UntilAsync(async () => (await OrderAsync(finished)).NetCaptured() == Some.Total, "the surplus is given back");
        World.Time.Advance(Minute);
        await EndsAsync(hasty, SagaPhase.Compensated);
        World.Time.Advance(13 * Minute);
        await Bench.IdleAsync();
        Assert.Equal(SagaMode.Awaiting, (await SagaAsync(unpaid))!.Mode);
        World.Time.Advance(Minute);
        await EndsAsync(unpaid, SagaPhase.Compensated);

        Assert.Equal([newer], _inspected);
        Assert.Empty(_repacked);
        Assert.Equal([First, First, First, First + 1, First + 1], await VersionsAsync(finished, paid, unpaid, newer, hasty));
        await AssertAuditPassesAsync(confirmed: [finished, paid, newer], cancelled: [unpaid, hasty]);
    }

    [Fact]
    public async Task Order_turns_back_and_others_go_on_when_an_activity_that_its_saga_names_is_gone()
    {
        await DeployAsync(Changed(First + 1));
        var stuck = await PlaceAsync();
        await AwaitsPaymentAsync(stuck);

        await DeployAsync(Unchanged(First + 2), withInspection: false);
        var other = await PlaceAsync();
        await AwaitsPaymentAsync(other);
        await CaptureAsync(stuck);
        await CaptureAsync(other);

        await EndsAsync(other, SagaPhase.Completed);
        await Bench.UntilAsync(async () => await SagaAsync(stuck) is { Mode: SagaMode.Retrying }, "the activity is tried again");
        Assert.StartsWith("activity-unknown: ", (await SagaAsync(stuck))!.LastError, StringComparison.Ordinal);
        await PassUntilAsync(stuck, SagaPhase.NeedsAttention);
        Assert.Contains(Inspect, (await SagaAsync(stuck))!.Reason, StringComparison.Ordinal);
        Assert.Contains(Repack, (await SagaAsync(stuck))!.LastError, StringComparison.Ordinal);
        var waiting = await Bench.Get<ISagaOperations>().ListAsync(SagaPhase.NeedsAttention, null, 10, default);
        Assert.Equal([stuck], waiting.Select(saga => saga.SagaId));

        await DeployAsync(Unchanged(First + 2));
        Assert.Null((await Bench.Get<ISagaOperations>().ResumeAsync(stuck, default)).Failure);
        await EndsAsync(stuck, SagaPhase.Compensated);

        Assert.Equal([stuck], _repacked);
        Assert.Equal([First + 1, First + 2], await VersionsAsync(stuck, other));
        await AssertAuditPassesAsync(confirmed: [other], cancelled: [stuck]);
    }

    private static SagaDefinition Unchanged(int version) => OrderSaga.Define(15 * Minute) with { Version = version };

    // One more step, before the parcel is ordered.
    private static SagaDefinition Changed(int version, TimeSpan? paymentTimeout = null)
    {
        var saga = OrderSaga.Define(paymentTimeout ?? 15 * Minute);
        var shipment = saga.Steps.Single(step => step.Activity == FulfilmentActivities.ScheduleShipment);
        return saga with { Version = version, Steps = saga.Steps.Insert(saga.Steps.IndexOf(shipment), Inspection) };
    }

    // As docs/changing.md says: the definition replaces the earlier one, which no program keeps.
    private Task DeployAsync(SagaDefinition orders, bool withInspection = true) => Bench.DeployAsync(services =>
    {
        services.RemoveAll<SagaDefinition>().AddSingleton(orders).AddSingleton(WelcomeWorkflow.Define(TimeSpan.FromDays(3)));
        if (withInspection)
        {
            services.AddSingleton<ISagaActivity>(new Noting(Inspect, _inspected));
            services.AddSingleton<ISagaActivity>(new Noting(Repack, _repacked));
        }
    });

    private Task PassUntilAsync(string id, SagaPhase phase) => World.AdvanceUntilAsync(Minute, async () =>
    {
        await Bench.IdleAsync();
        return await SagaAsync(id) is { Mode: SagaMode.Idle } saga && saga.Phase == phase;
    });

    private async Task<IEnumerable<int>> VersionsAsync(params string[] ids) =>
        (await Task.WhenAll(ids.Select(SagaAsync))).Select(saga => saga!.DefinitionVersion);

    private async Task AssertAuditPassesAsync(string[] confirmed, string[] cancelled)
    {
        foreach (var id in confirmed.Concat(cancelled))
        {
            var order = await OrderAsync(id);
            var isConfirmed = confirmed.Contains(id);
            Assert.Equal(isConfirmed ? OrderStatus.Confirmed : OrderStatus.Cancelled, order.Status);
            Assert.Equal(isConfirmed ? Some.Total : 0, order.NetCaptured());
            await AssertViewIsCurrentAsync(id);
        }

        Assert.Equal(new Stock("SKU-1", IPipelineBench.InitialStock - 2 * confirmed.Length, 0), await StockAsync());
        Assert.Equal(confirmed.Order(), World.Carrier.Scheduled.Keys.Order());
        var stats = await StatsAsync();
        Assert.Equal((0, 0, 0), (stats.OpenDeadLetters, stats.Sagas.Active, stats.Sagas.NeedAttention));
        await AssertAuditBalancesAsync();
    }

    /// <summary>Runs the engine's own audit, where it has one.</summary>
    protected virtual Task AssertAuditBalancesAsync() => Task.CompletedTask;

    private sealed class Noting(string name, ConcurrentQueue<string> ran) : ISagaActivity
    {
        public string Name => name;

        public Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation)
        {
            ran.Enqueue(saga.SagaId);
            return Task.FromResult<Failure?>(null);
        }
    }
}
