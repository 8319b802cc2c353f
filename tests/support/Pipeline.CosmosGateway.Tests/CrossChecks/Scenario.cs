using Microsoft.Azure.Cosmos;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>Calls of the client that every service must answer alike.</summary>
/// <param name="Play">Makes the calls and writes down the answers.</param>
/// <param name="NpmLacks">What the emulator from npm does differently from the service here; null when it takes part.</param>
public sealed record Scenario(Func<Container, Transcript, Task> Play, string? NpmLacks = null);
