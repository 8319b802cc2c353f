using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Http.Access;
using Pipeline.Http.Problems;
using Pipeline.Webhooks;

namespace Pipeline.Http;

/// <summary>
/// Registers the HTTP surface; the engine adds the ports, the host says who may call, and binds <see cref="StripeWebhookOptions"/>.
/// </summary>
public static class HttpServices
{
    public static IServiceCollection AddPipelineHttp(this IServiceCollection services, AccessOptions access)
    {
        foreach (var operation in HttpSurface.Operations)
        {
            operation.Register(services);
        }

        return services
            .Configure<KestrelServerOptions>(RequestLimits.Apply)
            .AddSingleton<IPaymentWebhook, StripeWebhook>()
            .AddSingleton(access)
            .AddSingleton<BrowserRules>()
            .AddSingleton<CallerKeys>()
            // The framework reads AllowedHosts too, and would refuse loopback's own names before BrowserRules sees the request.
            .Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"])
            .AddSingleton<ExceptionProblems>();
    }
}
