using System.Reflection;

namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>Where the Bicep compiler is: in the NuGet package of this project, else on the path.</summary>
internal static class BicepCli
{
    public static string? Path { get; } = FromPackage() ?? FromPath();

    private static string? FromPackage() => typeof(BicepCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(attribute => attribute.Key == "Bicep")
        .Select(attribute => attribute.Value)
        .FirstOrDefault(File.Exists);

    private static string? FromPath() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { System.IO.Path.Combine(folder, "bicep"), System.IO.Path.Combine(folder, "bicep.exe") })
        .FirstOrDefault(File.Exists);
}
