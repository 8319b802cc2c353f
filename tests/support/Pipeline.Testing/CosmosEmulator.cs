namespace Pipeline.Testing;

/// <summary>Microsoft's Cosmos DB emulator, where it runs: PIPELINE_COSMOS_EMULATOR is its address.</summary>
public static class CosmosEmulator
{
    /// <summary>The key of every emulator, published by Microsoft.</summary>
    public const string Key = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    private const string Variable = "PIPELINE_COSMOS_EMULATOR";

    /// <summary>Its address; null when there is none.</summary>
    public static Uri? Address { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address ? new Uri(address) : null;

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? WhyAbsent => Address is null
        ? $"{Variable} names no emulator, such as https://127.0.0.1:8081/ (docker compose up -d cosmos; .ci/run does it where Docker is)."
        : null;
}
