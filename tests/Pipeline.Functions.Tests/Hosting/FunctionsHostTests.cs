using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;
using Pipeline.AzurePath;
using Pipeline.Functions.Hosting;
using Pipeline.Functions.Http;
using Pipeline.Http;
using Pipeline.Http.Access;
using Pipeline.Payments;

namespace Pipeline.Functions.Tests.Hosting;

public sealed class FunctionsHostTests
{
    private const string FirstSecret = "Webhooks:Stripe:SigningSecrets:0";
    private const string Secret = "whsec_of-the-tests-alone";

    private static readonly Dictionary<string, string?> OnAzure = new()
    {
        ["Cosmos:accountEndpoint"] = "https://account.documents.example.com/",
        ["Cosmos:credential"] = "managedidentity",
        ["ServiceBus:fullyQualifiedNamespace"] = "namespace.servicebus.example.com",
        ["Blobs:serviceUri"] = "https://account.blob.example.com/",
        ["EventGrid:topicEndpoint"] = "https://topic.eventgrid.example.com/api/events",
        ["LeasePrefix"] = "main",
        [FirstSecret] = Secret,
    };

    private static readonly Dictionary<string, string?> Embedded = new() { ["Engine"] = "Embedded", [FirstSecret] = Secret };

    /// <summary>Whatever a function class takes is registered: on both engines for HTTP, on Azure for all.</summary>
    [Fact]
    public void Every_function_can_be_made_on_azure_by_identity_alone()
    {
        using var host = Build(OnAzure);

        // Orchestrators are static: they may hold nothing.
        var classes = FunctionTable.All.Values.Where(method => !method.IsStatic).Select(method => method.DeclaringType!).Distinct()
            .ToList();
        Assert.NotEmpty(classes);
        Assert.All(classes, type => Make(host, type));
        MakeEndpoints(host);
    }

    [Fact]
    public async Task Every_http_function_can_be_made_on_the_embedded_engine()
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-functions-");
        using (var host = Build(new Dictionary<string, string?>(Embedded) { ["Data:Directory"] = folder.FullName }))
        {
            Make(host, typeof(HttpFunctions));
            MakeEndpoints(host);
            await host.StopAsync();
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Cosmos:accountEndpoint", "Cosmos")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", "ServiceBus__fullyQualifiedNamespace")]
    [InlineData("Blobs:serviceUri", "Blobs__serviceUri")]
    [InlineData("LeasePrefix", "LeasePrefix")]
    public async Task A_setting_that_is_missing_stops_the_host_and_is_named(string missing, string named)
    {
        using var host = Build(OnAzure.Where(setting => setting.Key != missing).ToDictionary());

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Engine", "Steam", "Azure, Embedded")]
    [InlineData("Payments:Timeout", "soon", "hours:minutes:seconds")]
    [InlineData("LeasePrefix", "a b", "letters, digits and dashes")]
    [InlineData("Sensors:Thresholds:temperature", "hot", "number")]
    [InlineData("Email:From", "nobody", "e-mail address")]
    public void A_setting_that_is_wrong_is_named_with_what_it_may_be(string name, string value, string mayBe)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Build(new Dictionary<string, string?>(OnAzure) { [name] = value }));

        Assert.Contains($"{name} is '{value}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(mayBe, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, Exposure.ThisMachine)]
    [InlineData("localhost:7071", null, Exposure.ThisMachine)]
    [InlineData("127.0.0.1", null, Exposure.ThisMachine)]
    [InlineData("orders.azurewebsites.net", null, Exposure.Platform)]
    [InlineData("localhost.azurewebsites.net", null, Exposure.Platform)]
    [InlineData(null, "0123456789abcdef", Exposure.Platform)]
    public void Keys_are_the_app_s_own_business_unless_it_runs_on_azure(string? name, string? instance, Exposure exposure)
    {
        using var host = Build(
            new Dictionary<string, string?>(OnAzure) { ["WEBSITE_HOSTNAME"] = name, ["WEBSITE_INSTANCE_ID"] = instance });

        Assert.Equal(exposure, host.Services.GetRequiredService<AccessOptions>().Exposure);
    }

    [Fact]
    public void Client_with_the_admin_key_is_refused_where_the_app_checks_keys()
    {
        var shared = new Dictionary<string, string?>(Embedded)
        {
            ["Admin:Key"] = "one key for everybody",
            ["Clients:Keys:0"] = "one key for everybody",
        };

        Assert.Contains("Clients:Keys", Assert.Throws<OptionsValidationException>(() => Build(shared)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Retention_is_refused_on_the_engine_that_has_none()
    {
        var retained = new Dictionary<string, string?> { ["Retention:After"] = "90.00:00:00" };

        var error = Assert.Throws<OptionsValidationException>(
            () => Build(new Dictionary<string, string?>([.. OnAzure, .. retained])));

        Assert.Contains("Retention:After", error.Message, StringComparison.Ordinal);
        Build(new Dictionary<string, string?>([.. Embedded, .. retained])).Dispose();
    }

    [Theory]
    [InlineData("Cosmos:requestTimeout", "24:00:00", "Did you mean 1.00:00:00?")]
    [InlineData("Cosmos:totalTimeout", "20", "hours:minutes:seconds")]
    [InlineData("Cosmos:firstPause", "0:05", "Did you mean 00:00:05?")]
    [InlineData("Cosmos:maxPause", "PT5S", "Did you mean 00:00:05?")]
    [InlineData("EventGrid:timeout", "15:00", "Did you mean 00:15:00?")]
    [InlineData("Cosmos:connectionMode", "Gatway", "one of Direct, Gateway")]
    [InlineData("Payments:Timout", "00:01:00", "Did you mean Payments:Timeout?")]
    [InlineData("Cosmos:RequestTimeot", "00:00:01", "Did you mean Cosmos:RequestTimeout?")]
    [InlineData("ServiceBus:fullyQualifiedNamespac", "a", "Did you mean ServiceBus:FullyQualifiedNamespace?")]
    [InlineData("Payments:Simulator:DeclineRate", "0.1", "There is no setting Payments:Simulator:DeclineRate")]
    [InlineData("Webhooks:Stripe:SigningSecrets", "whsec_secret", "is a list")]
    [InlineData(FirstSecret, "@Microsoft.KeyVault(SecretUri=https://vault.example.com/secrets/whsec_secret)", "has not resolved")]
    [InlineData(FirstSecret, "\"whsec_secret\"", "quotation mark")]
    [InlineData("Cosmos", "AccountKey=whsec_secret;\n", "line end")]
    public void A_setting_that_would_be_misread_stops_the_host_and_no_secret_is_shown(string name, string value, string message)
    {
        foreach (var engine in new[] { OnAzure, Embedded })
        {
            var error = Assert.Throws<OptionsValidationException>(() => Build(new Dictionary<string, string?>(engine) { [name] = value }));

            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("whsec_", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public void Without_a_signing_secret_nobody_could_pay(string isSimulated)
    {
        foreach (var engine in new[] { OnAzure, Embedded })
        {
            var settings = new Dictionary<string, string?>(engine) { ["Payments:Simulator:Enabled"] = isSimulated };
            settings.Remove(FirstSecret);

            var error = Assert.ThrowsAny<Exception>(() => Build(settings).Start());

            Assert.Contains($"{FirstSecret} ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Pipeline.Functions.Queues.QueueDelivery", true)]
    [InlineData("Microsoft.AspNetCore.Http.Result", false)]
    [InlineData("Azure.Core", false)]
    public void Our_lines_are_logged_and_the_frameworks_only_from_warning(string category, bool isInformationLogged)
    {
        var builder = Builder(OnAzure);
        builder.Logging.AddProvider(Mock.Of<ILoggerProvider>(provider => provider.CreateLogger(It.IsAny<string>())
            == Mock.Of<ILogger>(logger => logger.IsEnabled(It.IsAny<LogLevel>()))));
        using var host = builder.Build();

        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

        Assert.Equal((isInformationLogged, true), (logger.IsEnabled(LogLevel.Information), logger.IsEnabled(LogLevel.Warning)));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void Nobody_is_asked_for_money_on_either_engine_unless_the_simulator_is_enabled(string? enabled, bool isSimulated)
    {
        foreach (var engine in new[] { OnAzure, Embedded })
        {
            var given = enabled is null ? [] : new Dictionary<string, string?> { ["Payments:Simulator:Enabled"] = enabled };
            using var host = Build(engine.Concat(given).ToDictionary());

            Assert.Equal(isSimulated, host.Services.GetRequiredService<IPaymentProvider>() is not PaymentsByWebhook);
        }
    }

    private static IHost Build(IDictionary<string, string?> settings) => Builder(settings).Build();

    private static HostApplicationBuilder Builder(IDictionary<string, string?> settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddPipeline();
        return builder;
    }

    // Each is made when it is first called, not with the class of its function.
    private static void MakeEndpoints(IHost host)
    {
        Assert.NotEmpty(HttpSurface.Operations);
        Assert.All(HttpSurface.Operations, operation => Assert.NotNull(operation.Endpoint(host.Services)));
    }

    private static void Make(IHost host, Type function) =>
        Assert.NotNull(ActivatorUtilities.CreateInstance(host.Services, function));
}
