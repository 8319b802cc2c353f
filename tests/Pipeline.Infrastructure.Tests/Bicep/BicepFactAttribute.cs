namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>A test that needs the Bicep compiler.</summary>
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() =>
        Skip = BicepCli.Path is null ? "There is no Bicep compiler: neither as a NuGet package for this machine nor on the path." : null;
}
