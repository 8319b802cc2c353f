using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pipeline.Payments;
using Pipeline.Sqlite;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.Simulation.Tests;

public sealed class SimulationServicesTests
{
    [Fact]
    public void Payments_are_simulated_only_when_the_host_says_so()
    {
        using var folder = new TempFolder();
        using var off = WithMemory(folder, simulatePayments: false);
        Assert.IsType<PaymentsByWebhook>(off.GetRequiredService<IPaymentProvider>());
        Assert.IsType<PaymentsByWebhook>(WithoutMemory([], simulatePayments: false).GetRequiredService<IPaymentProvider>());
        Assert.IsType<ImmediatePayments>(
            WithoutMemory(new() { ["WEBSITE_HOSTNAME"] = "app.azurewebsites.net" }).GetRequiredService<IPaymentProvider>());
        Assert.Empty(Directory.GetFiles(folder.Path, "world.db*"));
    }

    [Fact]
    public void Provider_with_memory_keeps_it_in_the_data_folder_and_behaves_as_the_settings_say()
    {
        using var folder = new TempFolder();
        using var on = WithMemory(folder, simulatePayments: true, new() { ["Payments:Simulator:HeldRate"] = "0.25" });

        Assert.IsType<SimulatedPayments>(on.GetRequiredService<IPaymentProvider>());
        Assert.Equal(0, on.PendingWebhooks());
        Assert.True(File.Exists(folder.File("world.db")));
        Assert.Equal(new SimulatorOptions { HeldRate = 0.25 }, on.GetRequiredService<IOptions<SimulatorOptions>>().Value);
    }

    [Theory]
    [InlineData("app.azurewebsites.net", null, "https://app.azurewebsites.net/api/webhooks/payments/stripe")]
    [InlineData("localhost:7071", null, "http://localhost:7071/api/webhooks/payments/stripe")]
    [InlineData("app.azurewebsites.net", "https://other.example.com/hook", "https://other.example.com/hook")]
    public void Webhooks_go_to_the_app_itself_unless_set(string host, string? set, string expected)
    {
        var services = WithoutMemory(new() { ["WEBSITE_HOSTNAME"] = host, ["Payments:Simulator:WebhookUrl"] = set });

        Assert.Equal(new Uri(expected), services.GetRequiredService<IOptions<SimulatorOptions>>().Value.WebhookUrl);
    }

    [Fact]
    public void Start_is_refused_when_the_simulator_has_no_secret_or_no_url()
    {
        var noSecret = WithoutMemory(new() { ["WEBSITE_HOSTNAME"] = "app.azurewebsites.net" }, secrets: []);
        var noUrl = WithoutMemory([]);

        Assert.Contains("Webhooks:Stripe:SigningSecrets:0", Refusal(noSecret), StringComparison.Ordinal);
        Assert.Contains("Payments:Simulator:WebhookUrl", Refusal(noUrl), StringComparison.Ordinal);
    }

    private static string Refusal(ServiceProvider services) =>
        Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message;

    private static ServiceProvider WithoutMemory(
        Dictionary<string, string?> settings, bool simulatePayments = true, IList<string>? secrets = null) =>
        Services(secrets ?? ["whsec_test"]).AddWorldWithoutMemory(Configuration(settings), simulatePayments).BuildServiceProvider();

    private static ServiceProvider WithMemory(
        TempFolder folder, bool simulatePayments, Dictionary<string, string?>? settings = null) => Services(["whsec_test"])
        .AddSingleton(_ => FolderLock.Take(folder.Path))
        .AddSingleton<IMerchantAddress>(new NoAddress())
        .AddWorldWithMemory(Configuration(settings ?? []), simulatePayments, folder.Path)
        .BuildServiceProvider();

    private static IServiceCollection Services(IList<string> secrets) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton(Options.Create(new StripeWebhookOptions { SigningSecrets = secrets }));

    private static IConfiguration Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private sealed class NoAddress : IMerchantAddress
    {
        public Task<Uri> GetAsync(CancellationToken cancellation) => throw new InvalidOperationException("Nothing is sent here.");
    }
}
