using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Pipeline.Fulfilment;
using Pipeline.Identity;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Reactions;
using Pipeline.Sagas;
using Pipeline.Welcome;

namespace Pipeline;

/// <summary>Registers the core; the engine adds the ports, the host binds the options.</summary>
public static class PipelineServices
{
    public static IServiceCollection AddPipelineCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdGenerator, TimeOrderedIds>();
        services.TryAddSingleton(Chance());
        services.AddSingleton<OrderService>();
        services.AddSingleton<ArchivedOrders>();
        services.AddSingleton<OrderPlacing>();
        services.AddSingleton<OrderRecorder>();
        services.AddSingleton<Duplicates>();
        services.AddSingleton<RecordPayment>();
        return services.AddReactions().AddSagas();
    }

    // The only source of chance; everything else takes a Random.
#pragma warning disable RS0030
    private static Random Chance() => Random.Shared;
#pragma warning restore RS0030

    private static IServiceCollection AddReactions(this IServiceCollection services) => services
        .AddSingleton<IReaction, DriveOrderSaga>()
        .AddSingleton<IReaction, SendOrderConfirmation>()
        .AddSingleton<IReaction, StartWelcomeWorkflow>()
        .AddSingleton<IReaction, AlertOnThreshold>()
        .AddSingleton<IReaction, FirmReservationOnPayment>()
        .AddSingleton<IReaction, CountLogLine>()
        .AddSingleton<IReaction, NotifyShipment>()
        .AddSingleton<IReaction, ProjectOrderView>();

    private static IServiceCollection AddSagas(this IServiceCollection services) => services
        .AddSingleton(provider => OrderSaga.Define(provider.GetRequiredService<IOptions<PaymentOptions>>().Value.Timeout))
        .AddSingleton(provider => WelcomeWorkflow.Define(provider.GetRequiredService<IOptions<WelcomeOptions>>().Value.TipsAfter))
        .AddSingleton<ISagaActivity, ReserveInventoryActivity>()
        .AddSingleton<ISagaActivity, ReleaseInventoryActivity>()
        .AddSingleton<ISagaActivity, CollectPaymentActivity>()
        .AddSingleton<ISagaActivity, RefundPaymentActivity>()
        .AddSingleton<ISagaActivity, ScheduleShipmentActivity>()
        .AddSingleton<ISagaActivity, CancelShipmentActivity>()
        .AddSingleton<ISagaActivity, ConfirmOrderActivity>()
        .AddSingleton<ISagaActivity, CancelOrderActivity>()
        .AddSingleton<ISagaActivity, FlagOrderActivity>()
        .AddSingleton<ISagaActivity, SendWelcomeMailActivity>()
        .AddSingleton<ISagaActivity, SendTipsMailActivity>()
        .AddSingleton<SagaCatalog>();
}
