namespace Pipeline.CosmosGateway.Tests;

/// <summary>A document of the tests.</summary>
public sealed record Item(string Id, string Pk, int Rank = 0, string? Name = null);
