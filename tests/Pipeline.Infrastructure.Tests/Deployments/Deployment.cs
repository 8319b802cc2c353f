using System.Text.Json;
using Pipeline.Infrastructure.Tests.Bicep;

namespace Pipeline.Infrastructure.Tests.Deployments;

/// <summary>Every resource that a deployment of infra/main.bicep would create, with loops and expressions evaluated.</summary>
public sealed record Deployment(IReadOnlyList<DeployedResource> Resources)
{
    public IEnumerable<DeployedResource> Of(string type) =>
        Resources.Where(resource => string.Equals(resource.Type, type, StringComparison.OrdinalIgnoreCase));

    public DeployedResource Only(string type) => Assert.Single(Of(type));

    /// <summary>What azd would deploy with these environment variables, from the repository's files or a copy of them.</summary>
    public static async Task<Deployment> OfAsync(BicepServer bicep, InfraCopy infra, params (string Name, string Value)[] environment)
    {
        var declared = (await bicep.DescribeAsync(infra.PathOf("infra/main.bicep"))).Parameters;
        var values = AzdParameters.Read(infra.PathOf("infra/main.parameters.json"), environment);
        return await PredictAsync(bicep, infra, null, "main.bicep", AzdParameters.ToBicep("main.bicep", values, declared));
    }

    /// <summary>What a .bicepparam file deploys.</summary>
    public static async Task<Deployment> PredictAsync(
        BicepServer bicep, InfraCopy infra, string? resourceGroup, string file, string parameters)
    {
        var path = infra.PathOf($"infra/{Path.ChangeExtension(file, null)}.test.bicepparam");
        await File.WriteAllTextAsync(path, parameters);
        using var snapshot = JsonDocument.Parse(await bicep.PredictAsync(path, resourceGroup));
        Assert.Equal(0, snapshot.RootElement.GetProperty("diagnostics").GetArrayLength());
        return new([.. snapshot.RootElement.GetProperty("predictedResources").EnumerateArray()
            .Select(json => new DeployedResource(json.Clone()))]);
    }
}
