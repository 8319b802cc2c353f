using Pipeline.Infrastructure.Tests.Deployments;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Bicep;

[Collection(AzdTests.Name)]
public sealed class ParametersTests(Azd azd)
{
    [BicepFact]
    public async Task Parameters_file_names_only_parameters_that_exist()
    {
        var declared = await azd.Bicep.DescribeAsync(RepositoryFiles.PathOf("infra/main.bicep"));
        var given = AzdParameters.Read(RepositoryFiles.PathOf("infra/main.parameters.json"), Azd.Environment);

        Assert.Empty(given.Keys.Except(declared.Parameters.Select(parameter => parameter.Name)));
    }

    [BicepFact]
    public async Task Every_parameter_and_output_has_a_description()
    {
        foreach (var file in Directory.GetFiles(RepositoryFiles.PathOf("infra"), "*.bicep", SearchOption.AllDirectories))
        {
            var declared = await azd.Bicep.DescribeAsync(file);
            Assert.All(declared.Parameters.Concat(declared.Outputs),
                each => Assert.False(string.IsNullOrEmpty(each.Description), $"{file}: {each.Name}"));
        }
    }

    [BicepFact]
    public async Task Parameter_that_does_not_exist_fails_the_deployment()
    {
        var infra = new InfraCopy().With("infra/main.parameters.json", "\"zoneRedundant\"", "\"zonesRedundant\"");
        await Assert.ThrowsAnyAsync<Exception>(() => azd.DeployAsync(infra));
    }
}
