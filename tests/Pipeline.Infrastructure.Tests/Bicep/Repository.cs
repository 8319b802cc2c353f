namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>The repository that these tests belong to.</summary>
internal static class Repository
{
    /// <summary>The folder with Pipeline.slnx.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Pipeline.slnx")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new DirectoryNotFoundException("These tests run inside the repository.");
}
