namespace Pipeline.Testing;

/// <summary>Programs of the machine that a test runs on.</summary>
public static class InstalledProgram
{
    /// <summary>Where the PATH has it; null when it is not installed.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
        .FirstOrDefault(File.Exists);
}
