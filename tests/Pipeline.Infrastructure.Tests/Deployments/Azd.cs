using Pipeline.Infrastructure.Tests.Bicep;

namespace Pipeline.Infrastructure.Tests.Deployments;

/// <summary>The running compiler and the deployments that many tests share.</summary>
public sealed class Azd : IDisposable
{
    public static (string Name, string Value)[] Environment { get; } =
        [("AZURE_ENV_NAME", "test"), ("AZURE_LOCATION", "swedencentral"), ("AZURE_PRINCIPAL_ID", "00000000-0000-0000-0000-00000000000a")];

    private readonly Lazy<Task<Deployment>> _standard;
    private readonly Lazy<Task<Deployment>> _private;
    private readonly Lazy<Task<Deployment>> _chosen;

    public Azd()
    {
        _standard = new(() => DeployAsync(new InfraCopy()));
        _private = new(() => DeployAsync(new InfraCopy(), ("PIPELINE_PRIVATE_NETWORK", "true"), ("PIPELINE_PUBLIC_INGRESS", "false")));
        _chosen = new(() => DeployAsync(
            new InfraCopy(),
            ("AZURE_ENV_NAME", "other"),
            ("PIPELINE_COSMOS_MAX_THROUGHPUT", "4000"),
            ("PIPELINE_COSMOS_SECONDARY_LOCATION", "northeurope"),
            ("PIPELINE_DEVELOPER_ACCESS", "true"),
            ("PIPELINE_MONTHLY_BUDGET", "250"),
            ("PIPELINE_BUDGET_START", "2026-01-01"),
            ("PIPELINE_SIMULATE_PAYMENTS", "true"),
            ("PIPELINE_ZONE_REDUNDANT", "true")));
    }

    public BicepServer Bicep { get; } = new();

    /// <summary>What azd up deploys by default.</summary>
    public Task<Deployment> StandardAsync() => _standard.Value;

    /// <summary>What it deploys into a private network.</summary>
    public Task<Deployment> PrivateAsync() => _private.Value;

    /// <summary>What it deploys into another environment with every option but the private network.</summary>
    public Task<Deployment> ChosenAsync() => _chosen.Value;

    /// <summary>What it deploys from a copy of infra/, which is deleted afterwards.</summary>
    public async Task<Deployment> DeployAsync(InfraCopy infra, params (string Name, string Value)[] environment)
    {
        using (infra)
        {
            return await Deployment.OfAsync(Bicep, infra, [.. Environment, .. environment]);
        }
    }

    public void Dispose() => Bicep.Dispose();
}
