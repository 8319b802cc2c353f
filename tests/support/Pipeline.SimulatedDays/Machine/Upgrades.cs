using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Failures;
using Pipeline.Fulfilment;
using Pipeline.Sagas;
using Pipeline.Welcome;

namespace Pipeline.SimulatedDays.Machine;

/// <summary>
/// Newer versions of the orders' saga: each has one step more before the parcel is ordered. As docs/changing.md has it, the newest
/// definition replaces the earlier one, and orders that began with that end by it.
/// </summary>
internal static class Upgrades
{
    private const string Inspect = "inspect";
    private const string Repack = "repack";

    public static IServiceCollection AddUpgrades(
        this IServiceCollection services, int upgrades, TimeSpan paymentTimeout, TimeSpan tipsAfter)
    {
        if (upgrades == 0)
        {
            return services;
        }

        var first = OrderSaga.Define(paymentTimeout);
        var shipment = first.Steps.IndexOf(first.Steps.Single(step => step.Activity == FulfilmentActivities.ScheduleShipment));
        return services
            .RemoveAll<SagaDefinition>()
            .AddSingleton(WelcomeWorkflow.Define(tipsAfter))
            .AddSingleton(first with
            {
                Version = first.Version + upgrades,
                Steps = first.Steps.InsertRange(shipment, Enumerable.Repeat(new SagaStep(Inspect, Repack), upgrades)),
            })
            .AddSingleton<ISagaActivity>(new Nothing(Inspect))
            .AddSingleton<ISagaActivity>(new Nothing(Repack));
    }

    private sealed class Nothing(string name) : ISagaActivity
    {
        public string Name => name;

        public Task<Failure?> RunAsync(SagaState saga, CancellationToken cancellation) => Task.FromResult<Failure?>(null);
    }
}
