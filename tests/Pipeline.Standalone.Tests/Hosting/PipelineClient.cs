using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.Hosting;

/// <summary>An HTTP client of a host.</summary>
public sealed class PipelineClient : IDisposable
{
    private readonly HttpClient _http;

    public PipelineClient(Uri url, string? key = null)
    {
        _http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Add("x-functions-key", key);
        }
    }

    public Uri Url => _http.BaseAddress!;

    /// <summary>Places an order and returns its id.</summary>
    public async Task<string> PlaceAsync(string customerId, string sku = "SKU-1", int quantity = 1, string? key = null)
    {
        using var response = await PostOrderAsync(customerId, sku, quantity, key);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("orderId").GetString()!;
    }

    public async Task<HttpResponseMessage> PostOrderAsync(string customerId, string sku, int quantity, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders");
        request.Content = Json(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {
              "customerId": "{{customerId}}", "email": "a@example.com", "currency": "USD",
              "lines": [{ "sku": "{{sku}}", "quantity": {{quantity}}, "unitPrice": 1250 }], "tax": 200, "shippingFee": 500
            }
            """));
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> CancelAsync(string orderId) =>
        _http.PostAsync(new Uri($"/api/orders/{orderId}/cancel", UriKind.Relative), null);

    public async Task SetStockAsync(string sku, long onHand)
    {
        using var response = await _http.PutAsync(new Uri($"/api/inventory/{sku}", UriKind.Relative), Json($$"""{"onHand":{{onHand}}}"""));
        response.EnsureSuccessStatusCode();
    }

    public async Task PublishAsync(string type, string id, string data)
    {
        using var content = new StringContent(
            $$"""
            {
              "specversion": "1.0", "id": "{{id}}", "source": "/tests", "type": "com.example.{{type}}",
              "datacontenttype": "application/json", "data": {{data}}
            }
            """,
            Encoding.UTF8,
            "application/cloudevents+json");
        using var response = await _http.PostAsync(new Uri("/api/events", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>Posts JSON, with further headers.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string body = "", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = Json(body);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request);
    }

    /// <summary>What a GET is answered with, whatever it is.</summary>
    public async Task<(HttpStatusCode Status, string Body)> AskAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    /// <summary>What a GET is answered with.</summary>
    public async Task<HttpStatusCode> GetStatusAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    public async Task<string> StatusAsync(string orderId) => (await GetAsync($"/api/orders/{orderId}")).GetProperty("status").GetString()!;

    /// <summary>Short names of the order's events.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string orderId) =>
    [
        .. (await GetAsync($"/api/orders/{orderId}/events")).GetProperty("items").EnumerateArray()
            .Select(made => made.GetProperty("type").GetString()!["com.example.".Length..]),
    ];

    /// <summary>Waits until the order is in that status.</summary>
    public Task WaitForAsync(string orderId, string status) => Eventually.TrueAsync(
        async () => await StatusAsync(orderId) == status, async () => $"order {orderId} is {await StatusAsync(orderId)}, not {status}");

    /// <summary>Waits until no queue, retry or saga has anything to do.</summary>
    public Task SettleAsync() => Eventually.TrueAsync(
        async () => IsSettled(await GetAsync("/api/stats")), async () => (await GetAsync("/api/stats")).ToString());

    public void Dispose() => _http.Dispose();

    private static bool IsSettled(JsonElement stats) =>
        stats.GetProperty("sagas").GetProperty("active").GetInt64() == 0
        && stats.GetProperty("queues").EnumerateArray().All(queue =>
            new[] { "lag", "inFlight", "retrying" }.All(name => queue.GetProperty(name).GetInt64() == 0));

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
