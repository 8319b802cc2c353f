using System.Reflection;
using System.Text.RegularExpressions;
using Pipeline.Testing;

namespace Pipeline.Architecture.Tests;

/// <summary>One project of src/: its assembly, its files and its root namespace.</summary>
public sealed partial record SourceProject(string Name, string RootNamespace)
{
    /// <summary>Every project, lowest layer first, with the projects that it may refer to.</summary>
    public static IReadOnlyDictionary<string, string[]> MayReferTo { get; } = new Dictionary<string, string[]>
    {
        ["Pipeline.Core"] = [],
        ["Pipeline.Sqlite"] = ["Pipeline.Core"],
        ["Pipeline.Simulation"] = ["Pipeline.Core", "Pipeline.Sqlite"],
        ["Pipeline.Http"] = ["Pipeline.Core"],
        ["Pipeline.Embedded"] = ["Pipeline.Core", "Pipeline.Sqlite"],
        ["Pipeline.Azure"] = ["Pipeline.Core"],
        ["Pipeline.Functions"] = ["Pipeline.Core", "Pipeline.Http", "Pipeline.Embedded", "Pipeline.Azure", "Pipeline.Simulation"],
        ["Pipeline.Standalone"] = ["Pipeline.Core", "Pipeline.Sqlite", "Pipeline.Simulation", "Pipeline.Http", "Pipeline.Embedded"],
    };

    public static TheoryData<string> Names => [.. MayReferTo.Keys];

    public static SourceProject Of(string name) => new(name, name == "Pipeline.Core" ? "Pipeline" : name);

    public Assembly Assembly => Assembly.Load(Name);

    /// <summary>The C# files below the project's folder.</summary>
    public IReadOnlyList<string> Files()
    {
        var folder = Path.Combine(RepositoryFiles.Root, "src", Name);
        return [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsGenerated(Path.GetRelativePath(folder, file)))];
    }

    /// <summary>The projects that the project file refers to.</summary>
    public IEnumerable<string> ProjectReferences() => ProjectReferenceLine()
        .Matches(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "src", Name, Name + ".csproj")))
        .Select(match => match.Groups[1].Value);

    /// <summary>Whether all files lie in the project's own folder.</summary>
    public bool IsFlat() => Files() is { Count: > 0 } files && files.All(file => Path.GetFileName(Path.GetDirectoryName(file)) == Name);

    /// <summary>References by using directives. They also show what compilation erases: constants, nameof and documentation.</summary>
    public IEnumerable<(string From, string To, string Why)> Usings() =>
        from file in Files()
        let text = File.ReadAllText(file)
        let own = NamespaceLine().Match(text).Groups[1].Value
        from Match used in UsingLine().Matches(text)
        let other = used.Groups["folder"].Value
        where own.Length > 0 && other != own && IsOurs(other)
        select (own, other, Path.GetFileName(file));

    // Core's root namespace is a prefix of every other project's.
    private bool IsOurs(string name) =>
        (name == RootNamespace || name.StartsWith(RootNamespace + ".", StringComparison.Ordinal))
        && !MayReferTo.Keys.Any(
            other => other != RootNamespace && (name == other || name.StartsWith(other + ".", StringComparison.Ordinal)));

    private static bool IsGenerated(string path) =>
        path.StartsWith("bin", StringComparison.Ordinal) || path.StartsWith("obj", StringComparison.Ordinal);

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*/(Pipeline\.\w+)\.csproj""")]
    private static partial Regex ProjectReferenceLine();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:(?<folder>Pipeline[\w.]*)|static (?<folder>Pipeline[\w.]*)\.\w+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
