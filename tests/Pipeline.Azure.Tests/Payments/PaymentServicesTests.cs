using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Azure.Payments;
using Pipeline.Payments;
using Pipeline.Webhooks;

namespace Pipeline.Azure.Tests.Payments;

public sealed class PaymentServicesTests
{
    private const string Enabled = "Payments:Simulator:Enabled";

    [Fact]
    public void Nobody_is_asked_for_money_unless_the_simulator_is_enabled()
    {
        Assert.IsType<PaymentsByWebhook>(Services([]).GetRequiredService<IPaymentProvider>());
        Assert.IsType<PaymentsByWebhook>(Services(new() { [Enabled] = "false" }).GetRequiredService<IPaymentProvider>());
        Assert.IsType<SimulatedPayments>(
            Services(new() { [Enabled] = "true", ["WEBSITE_HOSTNAME"] = "app.azurewebsites.net" }).GetRequiredService<IPaymentProvider>());
    }

    [Theory]
    [InlineData("app.azurewebsites.net", null, "https://app.azurewebsites.net/api/webhooks/payments/stripe")]
    [InlineData("localhost:7071", null, "http://localhost:7071/api/webhooks/payments/stripe")]
    [InlineData("app.azurewebsites.net", "https://other.example.com/hook", "https://other.example.com/hook")]
    public void Webhooks_go_to_the_app_itself_unless_set(string host, string? set, string expected)
    {
        var services = Services(new() { [Enabled] = "true", ["WEBSITE_HOSTNAME"] = host, ["Payments:Simulator:WebhookUrl"] = set });

        Assert.Equal(new Uri(expected), services.GetRequiredService<IOptions<PaymentSimulatorOptions>>().Value.WebhookUrl);
    }

    [Fact]
    public void Start_is_refused_when_the_simulator_has_no_secret_or_no_url()
    {
        var noSecret = Services(new() { [Enabled] = "true", ["WEBSITE_HOSTNAME"] = "app.azurewebsites.net" }, secrets: []);
        var noUrl = Services(new() { [Enabled] = "true" });

        Assert.Contains("Webhooks:Stripe:SigningSecrets:0", Refusal(noSecret), StringComparison.Ordinal);
        Assert.Contains("Payments:Simulator:WebhookUrl", Refusal(noUrl), StringComparison.Ordinal);
    }

    private static string Refusal(ServiceProvider services) =>
        Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message;

    private static ServiceProvider Services(Dictionary<string, string?> settings, params string[] secrets) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(Options.Create(new StripeWebhookOptions { SigningSecrets = secrets }))
        .AddPayments(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();

    private static ServiceProvider Services(Dictionary<string, string?> settings) => Services(settings, "whsec_test");
}
