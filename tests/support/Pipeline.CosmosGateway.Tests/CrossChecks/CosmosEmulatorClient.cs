using Microsoft.Azure.Cosmos;
using Pipeline.Testing;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>A client of Microsoft's emulator, where it runs.</summary>
public sealed class CosmosEmulatorClient : IDisposable
{
    public CosmosClient? Client { get; } = CosmosEmulator.Address is { } address ? EmulatorClients.Create(address) : null;

    public void Dispose() => Client?.Dispose();
}
