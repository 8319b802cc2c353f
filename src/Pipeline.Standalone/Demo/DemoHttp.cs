using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Http.Access;
using Pipeline.Operations;

namespace Pipeline.Standalone.Demo;

/// <summary>Calls the pipeline as its clients do.</summary>
internal sealed class DemoHttp(Uri pipeline, string? adminKey, TimeProvider time) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Event = new("application/cloudevents+json");

    private readonly HttpMessageInvoker _http = new(
        new SocketsHttpHandler { UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null });

    /// <summary>Places an order and returns its id.</summary>
    public async Task<string> PlaceAsync(byte[] body, string? key, CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Post, "/api/orders", body, Json, DemoJson.Default.PlacedAnswer, key, cancellation))!.OrderId;

    public Task CancelAsync(string orderId, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, $"/api/orders/{orderId}/cancel", [], null, Unread, null, cancellation);

    public Task PublishAsync(byte[] cloudEvent, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, "/api/events", cloudEvent, Event, Unread, null, cancellation);

    public Task StockAsync(string sku, long onHand, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"onHand":{{onHand}}}""");
        return SendAsync(HttpMethod.Put, $"/api/inventory/{sku}", body, Json, Unread, null, cancellation);
    }

    public async Task<PipelineStats> StatsAsync(CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Get, "/api/stats", [], null, DemoJson.Default.PipelineStats, null, cancellation))!;

    public void Dispose() => _http.Dispose();

    private static JsonTypeInfo<PlacedAnswer>? Unread => null;

    private async Task<T?> SendAsync<T>(
        HttpMethod method,
        string path,
        byte[] body,
        MediaTypeHeaderValue? type,
        JsonTypeInfo<T>? answer,
        string? key,
        CancellationToken cancellation)
        where T : class
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, new Uri(pipeline, path));
            request.Content = body.Length > 0 ? new ByteArrayContent(body) { Headers = { ContentType = type } } : null;
            AddHeader(request, "Idempotency-Key", key);
            AddHeader(request, CallerKeys.HeaderName, adminKey);

            using var response = await _http.SendAsync(request, cancellation);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), time, cancellation);
                continue;
            }

            await ThrowIfRefusedAsync(method, path, response, cancellation);
            return answer is null ? null : await JsonSerializer.DeserializeAsync(
                await response.Content.ReadAsStreamAsync(cancellation), answer, cancellation);
        }
    }

    private static void AddHeader(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static async Task ThrowIfRefusedAsync(
        HttpMethod method, string path, HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode)
        {
            var problem = await response.Content.ReadAsStringAsync(cancellation);
            throw new HttpRequestException($"{method} {path} was answered with {(int)response.StatusCode}: {problem}");
        }
    }
}

/// <summary>The answer to POST /orders.</summary>
internal sealed record PlacedAnswer(string OrderId, string Status);
