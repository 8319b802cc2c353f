using Pipeline.Testing;

namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>A theory that needs Microsoft's emulator.</summary>
public sealed class CosmosEmulatorTheoryAttribute : TheoryAttribute
{
    public CosmosEmulatorTheoryAttribute() => Skip = CosmosEmulator.WhyAbsent;
}
