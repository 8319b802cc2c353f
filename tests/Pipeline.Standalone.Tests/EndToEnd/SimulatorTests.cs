using System.Net;
using System.Text.Json;
using Pipeline.Standalone.Payments;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>The simulated provider as its merchant sees it.</summary>
[Collection(EndToEndGroup.Name)]
public sealed class SimulatorTests(ServingHost host) : IClassFixture<ServingHost>
{
    private const string Payments = "/simulator/payments";

    [Fact]
    public async Task A_payment_is_made_once_per_key()
    {
        var body = Body(PaymentOutcome.Held);

        var first = await IdAsync(Payments, body, "key-1");

        Assert.Equal(first, await IdAsync(Payments, body, "key-1"));
        Assert.NotEqual(first, await IdAsync(Payments, body, "key-2"));
    }

    [Fact]
    public async Task An_open_payment_can_be_voided_and_not_refunded()
    {
        var id = await IdAsync(Payments, Body(PaymentOutcome.Held), "key-3");

        Assert.Equal("Voided", await StatusAsync($"{Payments}/{id}/void", "key-4"));
        await AssertRefusedAsync(HttpStatusCode.BadRequest, $"{Payments}/{id}/refunds", """{"amount":1}""", "key-5");
    }

    [Fact]
    public async Task A_void_of_a_late_payment_finds_it_captured()
    {
        var id = await IdAsync(Payments, Body(PaymentOutcome.Late), "key-6");

        Assert.Equal("Captured", await StatusAsync($"{Payments}/{id}/void", "key-7"));
        Assert.Equal("Captured", await StatusAsync($"{Payments}/{id}/void", "key-8"));
        var refund = await IdAsync($"{Payments}/{id}/refunds", """{"amount":100}""", "key-9");
        Assert.Equal(refund, await IdAsync($"{Payments}/{id}/refunds", """{"amount":100}""", "key-9"));
        await AssertRefusedAsync(HttpStatusCode.BadRequest, $"{Payments}/{id}/refunds", """{"amount":1}""", "key-10");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("""{"orderId":"o","customerId":"c","amount":0,"currency":"USD"}""")]
    [InlineData("""{"orderId":"o","amount":1,"currency":"USD"}""")]
    public Task A_wrong_request_is_refused(string body) => AssertRefusedAsync(HttpStatusCode.BadRequest, Payments, body, "key-11");

    [Fact]
    public async Task A_request_without_a_key_is_refused()
    {
        using var response = await host.Client.PostAsync(Payments, Body(PaymentOutcome.Held));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public Task An_unknown_payment_is_not_found() => AssertRefusedAsync(HttpStatusCode.NotFound, $"{Payments}/pi_9/void", "", "key-12");

    private string Body(PaymentOutcome outcome) =>
        $$"""{"orderId":"none","customerId":"{{host.Customers.Next(outcome)}}","amount":100,"currency":"USD"}""";

    private async Task<string> IdAsync(string path, string body, string key) =>
        (await AnswerAsync(path, body, key)).GetProperty("id").GetString()!;

    private async Task<string> StatusAsync(string path, string key) =>
        (await AnswerAsync(path, "", key)).GetProperty("status").GetString()!;

    private async Task<JsonElement> AnswerAsync(string path, string body, string key)
    {
        using var response = await host.Client.PostAsync(path, body, (PaymentEndpoints.KeyHeader, key));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task AssertRefusedAsync(HttpStatusCode status, string path, string body, string key)
    {
        using var response = await host.Client.PostAsync(path, body, (PaymentEndpoints.KeyHeader, key));
        Assert.Equal(status, response.StatusCode);
        Assert.Contains("error", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
