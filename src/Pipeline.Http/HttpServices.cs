using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Http.Access;
using Pipeline.Http.Problems;
using Pipeline.Webhooks;

namespace Pipeline.Http;

/// <summary>
/// Registers the HTTP surface; the engine adds the ports, the host binds <see cref="AdminOptions"/> and
/// <see cref="StripeWebhookOptions"/>.
/// </summary>
public static class HttpServices
{
    public static IServiceCollection AddPipelineHttp(this IServiceCollection services)
    {
        foreach (var operation in HttpSurface.Operations)
        {
            operation.Register(services);
        }

        return services
            .Configure<KestrelServerOptions>(RequestLimits.Apply)
            .AddSingleton<IPaymentWebhook, StripeWebhook>()
            .AddSingleton<AdminAccess>()
            .AddSingleton<ExceptionProblems>();
    }
}
