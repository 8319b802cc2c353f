using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Failures;
using Pipeline.Payments;
using Pipeline.Standalone.Serve;

namespace Pipeline.Standalone.Payments;

/// <summary>Calls the simulated payment provider over HTTP, as one calls a real one.</summary>
internal sealed class SimulatedPaymentClient(SimulatorHttp http, OwnAddress address) : IPaymentProvider
{
    public string Name => "stripe";

    public async Task<string> RequestAsync(PaymentRequest request, string idempotencyKey, CancellationToken cancellation) =>
        await PostAsync("", idempotencyKey, Json(request, SimulatorJson.Default.PaymentRequest), cancellation);

    public Task VoidAsync(string paymentId, string idempotencyKey, CancellationToken cancellation) =>
        PostAsync($"/{Uri.EscapeDataString(paymentId)}/void", idempotencyKey, new ByteArrayContent([]), cancellation);

    public Task<string> RefundAsync(string paymentId, long amount, string idempotencyKey, CancellationToken cancellation)
    {
        var body = Json(new RefundRequest(amount), SimulatorJson.Default.RefundRequest);
        return PostAsync($"/{Uri.EscapeDataString(paymentId)}/refunds", idempotencyKey, body, cancellation);
    }

    private async Task<string> PostAsync(string path, string key, HttpContent body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(await address.GetAsync(cancellation), PaymentEndpoints.Root + path))
        { Content = body };
        request.Headers.TryAddWithoutValidation(PaymentEndpoints.KeyHeader, key);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return await ReadAsync(response, cancellation);
        }
        catch (HttpRequestException error)
        {
            var failure = new Transient("provider-unreachable", $"The payment provider could not be reached: {error.Message}");
            throw new FailureException(failure, error);
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
        {
            throw new FailureException(new Transient("provider-busy", $"The payment provider answered {(int)response.StatusCode}."));
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var answer = await JsonSerializer.DeserializeAsync(stream, SimulatorJson.Default.SimulatorAnswer, cancellation);
        return response.IsSuccessStatusCode && answer?.Id is { } id ? id
            : throw new FailureException(new Permanent("provider-refused", $"The payment provider refused: {answer?.Error}"));
    }

    private static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> json) => new(JsonSerializer.SerializeToUtf8Bytes(value, json))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };
}
