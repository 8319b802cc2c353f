using System.Text;
using Pipeline.Standalone.Tests.Hosting;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>A host without a payment simulator: only webhooks report payments.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class WebhookPaymentTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "whsec_of-the-tests-alone";

    private readonly TempFolder _folder = new();
    private HostProcess? _host;
    private PipelineClient _client = null!;

    public async Task InitializeAsync()
    {
        (_host, var url) = await HostProcess.ServeAsync(
            _folder.Path, "http://127.0.0.1:0", "--Payments:Simulator:Enabled=false", $"--Webhooks:Stripe:SigningSecrets:0={Secret}");
        _client = new PipelineClient(url);
    }

    [Fact]
    public async Task Order_waits_for_its_webhook_and_a_refund_waits_for_a_person()
    {
        Assert.Contains("by webhook only", _host!.Output, StringComparison.Ordinal);
        var orderId = await _client.PlaceAsync("c-1");
        await _client.WaitForAsync(orderId, "reserved");

        await TellAsync("payment_intent.succeeded", orderId, """ "id":"pi_1","amount_received":1950 """);
        await _client.WaitForAsync(orderId, "confirmed");

        await TellAsync("payment_intent.succeeded", orderId, """ "id":"pi_2","amount_received":1950 """);
        await SagaIsAsync(orderId, "needs-attention");
        await TellAsync("refund.created", orderId, """ "id":"re_1","payment_intent":"pi_2","status":"succeeded","amount":1950 """);
        await _client.PostAsync($"/api/sagas/{orderId}/resume");
        await SagaIsAsync(orderId, "completed");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client?.Dispose();
        _host?.Dispose();
        _folder.Dispose();
    }

    private Task SagaIsAsync(string orderId, string status) => Eventually.TrueAsync(
        async () => (await _client.GetAsync($"/api/sagas/{orderId}")).GetProperty("status").GetString() == status,
        async () => (await _client.GetAsync($"/api/sagas/{orderId}")).ToString());

    private async Task TellAsync(string type, string orderId, string about)
    {
        var payment = $$$"""{{{{about}}},"currency":"usd","metadata":{"orderId":"{{{orderId}}}"}}""";
        var body = $$"""{"id":"evt_{{Guid.NewGuid()}}","type":"{{type}}","data":{"object":{{payment}} } }""";
        var signature = StripeSignature.Sign(Encoding.UTF8.GetBytes(body), Secret, DateTimeOffset.UtcNow);
        using var response = await _client.PostAsync("/api/webhooks/payments/stripe", body, (StripeSignature.HeaderName, signature));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
