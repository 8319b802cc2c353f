using System.Runtime.CompilerServices;

namespace Pipeline.Functions.Tests;

/// <summary>Files at the top of the repository, which lie beside no test.</summary>
internal static class Repository
{
    /// <summary>The full path of a file.</summary>
    public static string PathOf(string name) => Path.GetFullPath(Path.Combine(Root(), name));

    /// <summary>The text of a file.</summary>
    public static string Read(string name) => File.ReadAllText(PathOf(name));

    private static string Root([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..");
}
