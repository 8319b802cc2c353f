namespace Pipeline.Testing;

/// <summary>The files of the repository that the running test was built in.</summary>
public static class RepositoryFiles
{
    /// <summary>The folder with Pipeline.slnx.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The full path of a file or folder.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>The text of a file.</summary>
    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Pipeline.slnx")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new DirectoryNotFoundException("These tests run inside the repository.");
}
