using Pipeline.Infrastructure.Tests.Deployments;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>The real compiler, with Azure's published types and every linter rule of bicepconfig.json, finds nothing.</summary>
[Collection(AzdTests.Name)]
public sealed class CompilationTests(Azd azd)
{
    private const string ServiceBus = "infra/modules/service-bus.bicep";

    [BicepFact]
    public async Task Every_file_is_formatted_and_compiles_without_a_finding()
    {
        var files = Directory.GetFiles(RepositoryFiles.PathOf("infra"), "*.bicep", SearchOption.AllDirectories);
        Assert.NotEmpty(files);

        foreach (var file in files)
        {
            var compilation = await azd.Bicep.CompileAsync(file);
            Assert.True(compilation.Success, file);
            Assert.Empty(compilation.Diagnostics);
            Assert.Equal(await azd.Bicep.FormatAsync(file), await File.ReadAllTextAsync(file));
        }
    }

    [BicepFact]
    public Task Compiler_finds_a_misspelt_property() =>
        FindsAsync("BCP089", ServiceBus, "maxDeliveryCount: 10", "maxDeliverCount: 10");

    [BicepFact]
    public Task Compiler_finds_a_wrong_value() =>
        FindsAsync("BCP036", ServiceBus, "disableLocalAuth: true", "disableLocalAuth: 'yes'");

    [BicepFact]
    public Task Compiler_finds_a_resource_type_that_does_not_exist() =>
        FindsAsync(
            "BCP081", ServiceBus, "Microsoft.ServiceBus/namespaces/queues@2026-01-01", "Microsoft.ServiceBus/namespaces/queue@2026-01-01");

    [BicepFact]
    public Task Compiler_finds_an_unused_parameter() =>
        FindsAsync(
            "no-unused-params", ServiceBus, "@description('The routing table.')",
            "param forgotten string\n\n@description('The routing table.')");

    [BicepFact]
    public Task Compiler_finds_a_parameter_that_is_not_passed() =>
        FindsAsync("BCP035", "infra/main.bicep", "    messagingUnits: serviceBusUnits\n", "");

    [BicepFact]
    public Task Compiler_finds_a_hard_coded_location() =>
        FindsAsync(
            "no-hardcoded-location", ServiceBus, "  location: location\n  tags: tags\n  sku",
            "  location: 'westeurope'\n  tags: tags\n  sku");

    [BicepFact]
    public Task Compiler_finds_a_secret_in_an_output() =>
        FindsAsync(
            "outputs-should-not-contain-secrets", "infra/modules/storage.bicep", "output id string = account.id",
            "output id string = account.listKeys().keys[0].value");

    private async Task FindsAsync(string code, string file, string old, string replacement)
    {
        using var infra = new InfraCopy().With(file, old, replacement);
        var compilation = await azd.Bicep.CompileAsync(infra.PathOf(file));
        Assert.Contains(compilation.Diagnostics, diagnostic => diagnostic.Code == code);
    }
}
