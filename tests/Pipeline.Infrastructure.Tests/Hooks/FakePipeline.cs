using System.Collections.Concurrent;
using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Infrastructure.Tests.Hooks;

/// <summary>Answers the calls of the smoke check with an order that goes through the given statuses, one per poll.</summary>
internal sealed class FakePipeline : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakePipeline(string[] statuses)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        var ahead = new ConcurrentQueue<string>(statuses);
        _app.MapGet("/api/health/ready", () => "{}");
        _app.MapPut(
            "/api/inventory/{sku}", (HttpRequest request) => Keyed(request, "admin", StatusCodes.Status200OK, """{"sku":"SMOKE-CHECK"}"""));
        _app.MapPost("/api/orders", (HttpRequest request) => Keyed(
            request, "function", StatusCodes.Status202Accepted, """{"orderId":"o-1","status":"placed"}"""));
        _app.MapPost("/api/orders/o-1/cancel", () =>
        {
            Cancelled = true;
            return Results.Text("{}", MediaTypeNames.Application.Json, statusCode: StatusCodes.Status202Accepted);
        });
        _app.MapGet("/api/orders/o-1", () =>
        {
            var status = ahead.Count > 1 && ahead.TryDequeue(out var next) ? next : ahead.First();
            return Results.Text(
                $$$"""{"orderId":"o-1","status":"{{{status}}}","payment":{"status":"other"}}""", MediaTypeNames.Application.Json);
        });
    }

    /// <summary>Whether the order was cancelled.</summary>
    public bool Cancelled { get; private set; }

    public string Address =>
        _app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FakePipeline> StartAsync(params string[] statuses)
    {
        var pipeline = new FakePipeline(statuses);
        await pipeline._app.StartAsync();
        return pipeline;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IResult Keyed(HttpRequest request, string key, int status, string body) =>
        request.Headers["x-functions-key"] == key
            ? Results.Text(body, MediaTypeNames.Application.Json, statusCode: status)
            : Results.StatusCode(StatusCodes.Status401Unauthorized);
}
