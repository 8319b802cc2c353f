using Pipeline.Testing;

namespace Pipeline.Azure.Tests.Emulator;

/// <summary>A theory that needs Microsoft's Cosmos DB emulator.</summary>
public sealed class EmulatorTheoryAttribute : TheoryAttribute
{
    public EmulatorTheoryAttribute() => Skip = CosmosEmulator.WhyAbsent;
}
