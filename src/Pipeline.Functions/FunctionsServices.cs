using Microsoft.Extensions.DependencyInjection;
using Pipeline.Functions.DeadLetters;
using Pipeline.Functions.Http;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions;

/// <summary>Registers what the function classes share.</summary>
public static class FunctionsServices
{
    public static IServiceCollection AddFunctions(this IServiceCollection services) => services
        .AddSingleton<HttpCalls>()
        .AddSingleton<QueueDelivery>()
        .AddSingleton<DeadLetterDelivery>();
}
