using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Azure.Relay;

/// <summary>Registers the relay from the change feeds to the publisher; every host brings the meter factory.</summary>
internal static class RelayServices
{
    private const int OrdersRemembered = 20_000;

    public static IServiceCollection AddRelay(this IServiceCollection services) => services
        .AddSingleton(new LastSequences(OrdersRemembered))
        .AddSingleton<RelayMetrics>()
        .AddSingleton<ChangeFeedRelay>();
}
