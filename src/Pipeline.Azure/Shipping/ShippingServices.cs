using Microsoft.Extensions.DependencyInjection;
using Pipeline.Shipping;

namespace Pipeline.Azure.Shipping;

/// <summary>Registers what stands for the carrier.</summary>
public static class ShippingServices
{
    public static IServiceCollection AddSimulatedCarrier(this IServiceCollection services) =>
        services.AddSingleton<ICarrier, SimulatedCarrier>();
}
