using Microsoft.Extensions.DependencyInjection;
using Pipeline.Azure.Sagas;
using Pipeline.Sagas;

namespace Pipeline.Functions.Sagas;

/// <summary>Registers the sagas on Durable Functions.</summary>
public static class DurableSagasServices
{
    public static IServiceCollection AddDurableSagas(this IServiceCollection services) => services
        .AddSingleton<DurableClients>()
        .AddSingleton<DurableSagas>()
        .AddSingleton<ISagaEngine>(provider => provider.GetRequiredService<DurableSagas>())
        .AddSingleton<ISagas, DurableSagaOperations>();
}
