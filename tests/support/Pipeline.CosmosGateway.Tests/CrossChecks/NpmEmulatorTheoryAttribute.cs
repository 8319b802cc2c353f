namespace Pipeline.CosmosGateway.Tests.CrossChecks;

/// <summary>A theory that needs the emulator from npm.</summary>
public sealed class NpmEmulatorTheoryAttribute : TheoryAttribute
{
    public NpmEmulatorTheoryAttribute() => Skip = NpmEmulator.WhyAbsent;
}
