using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>Microsoft's emulator, where it runs: PIPELINE_COSMOS_EMULATOR is its address.</summary>
public sealed class CosmosEmulator : IDisposable
{
    private const string Variable = "PIPELINE_COSMOS_EMULATOR";

    /// <summary>Why no test can use it; null when it is there.</summary>
    public static string? WhyAbsent { get; } =
        Address is null ? $"{Variable} names no emulator, such as http://127.0.0.1:8081/ (docker compose up cosmos)." : null;

    public CosmosClient? Client { get; } = Address is null ? null : EmulatorClients.Create(Address);

    private static Uri? Address => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address ? new Uri(address) : null;

    public void Dispose() => Client?.Dispose();
}
