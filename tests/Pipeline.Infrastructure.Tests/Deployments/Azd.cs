using Pipeline.Infrastructure.Tests.Bicep;

namespace Pipeline.Infrastructure.Tests.Deployments;

/// <summary>The running compiler, and the deployments that many tests look at.</summary>
public sealed class Azd : IDisposable
{
    public static (string Name, string Value)[] Environment { get; } =
        [("AZURE_ENV_NAME", "test"), ("AZURE_LOCATION", "swedencentral"), ("AZURE_PRINCIPAL_ID", "00000000-0000-0000-0000-00000000000a")];

    private readonly Lazy<Task<Deployment>> _standard;
    private readonly Lazy<Task<Deployment>> _private;

    public Azd()
    {
        _standard = new(() => DeployAsync(new InfraCopy()));
        _private = new(() => DeployAsync(new InfraCopy(), ("PIPELINE_PRIVATE_NETWORK", "true"), ("PIPELINE_PUBLIC_INGRESS", "false")));
    }

    public BicepServer Bicep { get; } = new();

    /// <summary>What azd up deploys when nothing is chosen.</summary>
    public Task<Deployment> StandardAsync() => _standard.Value;

    /// <summary>What it deploys into a private network.</summary>
    public Task<Deployment> PrivateAsync() => _private.Value;

    /// <summary>What it deploys from a copy of infra/, which is deleted after.</summary>
    public async Task<Deployment> DeployAsync(InfraCopy infra, params (string Name, string Value)[] environment)
    {
        using (infra)
        {
            return await Deployment.OfAsync(Bicep, infra, [.. Environment, .. environment]);
        }
    }

    public void Dispose() => Bicep.Dispose();
}
