using Pipeline.Infrastructure.Tests.Bicep;
using Pipeline.Infrastructure.Tests.Deployments;
using Pipeline.Settings;

namespace Pipeline.Infrastructure.Tests.Settings;

[Collection(AzdTests.Name)]
public sealed class SettingTests(Azd azd)
{
    private const string Functions = "infra/modules/functions.bicep";

    [Fact]
    public void Contract_names_the_connections() => Assert.Equal(
        ["AZURE_CLIENT_ID", "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
         "Blobs__serviceUri",
            "Cosmos__accountEndpoint", "Cosmos__clientId", "Cosmos__credential", "EventGrid__topicEndpoint",
            "ServiceBus__clientId", "ServiceBus__credential", "ServiceBus__fullyQualifiedNamespace"],
        Contract.Names().Order(StringComparer.Ordinal));

    [BicepFact]
    public async Task Settings_are_those_that_the_code_reads() => Assert.Empty(FindingsOf(await azd.StandardAsync()));

    [BicepFact]
    public async Task Seeded_faults_are_found()
    {
        var broken = new InfraCopy()
            .With(Functions, "  Blobs__serviceUri: blobEndpoint\n", "  Ledger__uri: blobEndpoint\n")
            .With(Functions, "  AZURE_CLIENT_ID:", "  FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'\n  AZURE_CLIENT_ID:");
        var findings = FindingsOf(await azd.DeployAsync(broken)).ToList();

        Assert.Contains("Blobs__serviceUri is not set", findings);
        Assert.Contains("Ledger__uri is read by no code", findings);
        Assert.Contains("FUNCTIONS_WORKER_RUNTIME must not be set", findings);
    }

    [BicepFact]
    public async Task Secrets_are_references()
    {
        var settings = AppSettings.Of(await azd.StandardAsync());
        var secrets = PipelineSettings.All
            .Where(setting => setting.Name.StartsWith("Webhooks:", StringComparison.Ordinal) && setting.IsSecret)
            .Select(setting => setting.Name.Replace(":", "__", StringComparison.Ordinal).Replace('#', '0'))
            .ToList();

        Assert.Contains("Webhooks__Stripe__SigningSecrets__0", secrets);
        Assert.All(secrets, name => Assert.Contains(
            "@Microsoft.KeyVault(", settings.GetValueOrDefault(name) ?? $"{name} is not set", StringComparison.Ordinal));
        Assert.DoesNotContain(settings.Values, value => value.Contains("listKeys", StringComparison.OrdinalIgnoreCase)
            || value.Contains("AccountKey", StringComparison.OrdinalIgnoreCase));
    }

    [BicepFact]
    public async Task Simulated_payments_are_optional()
    {
        const string simulator = "Payments__Simulator__Enabled";
        Assert.DoesNotContain(simulator, AppSettings.Of(await azd.StandardAsync()).Keys);

        Assert.Equal("true", AppSettings.Of(await azd.ChosenAsync())[simulator]);
    }

    private static IEnumerable<string> FindingsOf(Deployment deployment) =>
        SettingFindings.Of([.. AppSettings.Of(deployment).Keys], Contract.Names());
}
