using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Email;
using Pipeline.Inventory;
using Pipeline.Payments;
using Pipeline.Reactions;
using Pipeline.Settings;
using Pipeline.Webhooks;
using Pipeline.Welcome;

namespace Pipeline.Core.Tests.Settings;

public sealed class PipelineSettingsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddOptions()
        .BindPipelineOptions(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Inventory:InitialStock"] = "7",
            ["Payments:Timeout"] = "00:00:05",
            ["Sensors:Thresholds:temperature"] = "36.6",
            ["Welcome:TipsAfter"] = "00:01:00",
            ["Email:From"] = "shop@example.com",
            ["Email:Operations"] = "ops@example.com",
            ["Webhooks:Stripe:SigningSecrets:0"] = "whsec_1",
        }).Build())
        .BuildServiceProvider();

    [Fact]
    public void Every_option_of_the_core_has_its_section()
    {
        Assert.Equal(7, Value<InventoryOptions>().InitialStock);
        Assert.Equal(TimeSpan.FromSeconds(5), Value<PaymentOptions>().Timeout);
        Assert.Equal(36.6, Value<SensorOptions>().Thresholds["temperature"]);
        Assert.Equal(TimeSpan.FromMinutes(1), Value<WelcomeOptions>().TipsAfter);
        Assert.Equal(("shop@example.com", "ops@example.com"), (Value<EmailOptions>().From, Value<EmailOptions>().Operations));
        Assert.Equal(["whsec_1"], Value<StripeWebhookOptions>().SigningSecrets);
    }

    public void Dispose() => _services.Dispose();

    private T Value<T>()
        where T : class => _services.GetRequiredService<IOptions<T>>().Value;
}
