using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Http.Access;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;

namespace Pipeline.Http;

/// <summary>Maps the HTTP surface in an ASP.NET Core host.</summary>
public static class HttpMapping
{
    /// <summary>
    /// Maps every operation of <see cref="HttpSurface"/>, asks its callers for their key, keeps other sites' pages out, and turns every
    /// error into a problem document.
    /// </summary>
    public static WebApplication MapPipeline(this WebApplication app)
    {
        var exceptions = app.Services.GetRequiredService<ExceptionProblems>();
        var browsers = app.Services.GetRequiredService<BrowserRules>();
        app.Use(next => new ProblemMiddleware(next, exceptions).InvokeAsync);
        app.Use(next => context => browsers.WhyNot(context.Request)?.ExecuteAsync(context) ?? next(context));
        foreach (var operation in HttpSurface.Operations)
        {
            app.MapMethods(RequestParts.RoutePrefix + operation.Route, operation.Methods, Serve(operation, app.Services));
        }

        return app;
    }

    private static RequestDelegate Serve(HttpOperation operation, IServiceProvider services)
    {
        var keys = services.GetRequiredService<CallerKeys>();
        var endpoint = new Lazy<IEndpoint>(() => operation.Endpoint(services));
        return async context =>
        {
            var refusal = operation.WhyNot(context.Request, keys);
            var result = refusal ?? await endpoint.Value.HandleAsync(context.Request, context.RequestAborted);
            await result.ExecuteAsync(context);
        };
    }
}
