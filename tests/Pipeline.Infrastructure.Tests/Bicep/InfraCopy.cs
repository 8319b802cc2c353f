using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>A copy of infra/ and of the files that it reads, for a test to break or to add parameters to.</summary>
public sealed class InfraCopy : IDisposable
{
    private static readonly string[] ReadFiles =
    [
        Path.Combine("src", "Pipeline.Core", "routes.json"),
        Path.Combine("src", "Pipeline.Azure", "Cosmos", "containers.json"),
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-infra-").FullName;

    public InfraCopy()
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryFiles.PathOf("infra"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file))
            .Concat(ReadFiles))
        {
            var target = PathOf(file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(RepositoryFiles.PathOf(file), target);
        }
    }

    public string PathOf(string relative) => Path.Combine(_root, relative);

    /// <summary>Replaces text, which must be there.</summary>
    public InfraCopy With(string file, string old, string replacement)
    {
        var path = PathOf(file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
        return this;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
