using System.Reflection;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>Where the Bicep compiler is: in the NuGet package of this project, else on the path.</summary>
internal static class BicepCli
{
    public static string? Path { get; } = FromPackage() ?? InstalledProgram.Find("bicep");

    private static string? FromPackage() => typeof(BicepCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(attribute => attribute.Key == "Bicep")
        .Select(attribute => attribute.Value)
        .FirstOrDefault(File.Exists);
}
