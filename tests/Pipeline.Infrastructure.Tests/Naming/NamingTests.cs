using System.Text.Json;
using Pipeline.Infrastructure.Tests.Bicep;
using Pipeline.Infrastructure.Tests.Deployments;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Naming;

[Collection(AzdTests.Name)]
public sealed class NamingTests(Azd azd)
{
    // What belongs to another resource, or cannot have tags.
    private static readonly string[] Untagged =
    [
        "Microsoft.Authorization/roleAssignments", "Microsoft.Consumption/budgets", "Microsoft.Insights/diagnosticSettings",
    ];

    [BicepFact]
    public async Task Resources_have_types_and_versions_of_the_list()
    {
        var deployed = (await azd.PrivateAsync()).Resources;

        Assert.All(deployed, each => Assert.Equal(AllowedTypes.Versions.GetValueOrDefault(each.Type), each.ApiVersion));
    }

    [BicepFact]
    public async Task Every_resource_has_the_tag_that_azd_looks_for()
    {
        var topLevel = (await azd.PrivateAsync()).Resources
            .Where(each => each.Type.Count(letter => letter == '/') == 1 && !Untagged.Contains(each.Type));

        Assert.All(topLevel, each => Assert.Equal("test", each.Json.GetProperty("tags").GetProperty("azd-env-name").GetString()));
    }

    [BicepFact]
    public async Task Site_has_the_tag_of_its_service_in_azure_yaml()
    {
        var tag = (await azd.StandardAsync())
            .Only("Microsoft.Web/sites").Json.GetProperty("tags").GetProperty("azd-service-name").GetString();

        Assert.Contains($"\n  {tag}:\n", await File.ReadAllTextAsync(RepositoryFiles.PathOf("azure.yaml")), StringComparison.Ordinal);
    }

    [BicepFact]
    public async Task Two_environments_share_no_name()
    {
        var one = await azd.StandardAsync();
        var other = await azd.ChosenAsync();

        Assert.Empty(one.Resources.Select(each => each.Id).Intersect(other.Resources.Select(each => each.Id)));
    }

    [BicepFact]
    public async Task Abbreviations_are_all_used()
    {
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(RepositoryFiles.PathOf("infra/abbreviations.json")));
        var prefixes = file.RootElement.EnumerateObject().Select(each => each.Value.GetString()!).ToList();
        var deployed = (await azd.PrivateAsync()).Resources.Concat((await azd.ChosenAsync()).Resources).ToList();

        Assert.All(prefixes, prefix => Assert.Contains(deployed, each => each.Name.StartsWith(prefix, StringComparison.Ordinal)));
    }
}
