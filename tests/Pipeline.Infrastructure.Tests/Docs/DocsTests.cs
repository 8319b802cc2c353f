using System.Text.RegularExpressions;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Docs;

/// <summary>The written pages lead where they say: links resolve, paths exist, and docs/README.md lists every page of docs/.</summary>
public sealed partial class DocsTests
{
    private const string Contents = "docs/README.md";

    private static readonly string[] All =
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        .. Under("docs", "*.md"),
        .. Under("tests", "README.md"),
    ];

    public static TheoryData<string> Pages => [.. All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_of_a_page_resolve(string page) => Assert.Equal([], Links(page).Where(link => !Resolves(page, link)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Paths_that_a_page_names_exist(string page) => Assert.Equal([], Paths(page).Where(path => !Exists(path)));

    [Fact]
    public void Contents_list_every_page_of_docs()
    {
        var listed = Links(Contents).Select(link => Target(Contents, link.Split('#')[0])).ToHashSet();

        Assert.Equal([], Under("docs", "*.md").Where(page => page != Contents && !listed.Contains(RepositoryFiles.PathOf(page))));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_found()
    {
        Assert.True(Resolves(Contents, "architecture.md"));
        Assert.True(Resolves(Contents, "../README.md#run-it"));
        Assert.False(Resolves(Contents, "architecture-of-old.md"));
        Assert.False(Resolves(Contents, "../README.md#no-such-heading"));
    }

    [Fact]
    public void Pages_have_links_and_paths_to_check()
    {
        Assert.InRange(All.Sum(page => Links(page).Count()), 60, 1_000);
        Assert.InRange(All.Sum(page => Paths(page).Count()), 30, 1_000);
    }

    private static IEnumerable<string> Links(string page) =>
        Link().Matches(Prose(page)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));

    private static IEnumerable<string> Paths(string page) =>
        CodeSpan().Matches(Prose(page)).SelectMany(span => RepositoryPath().Matches(span.Value))
            .Select(match => match.Value.TrimEnd('.', '/'));

    private static string Prose(string page) => Fence().Replace(RepositoryFiles.Read(page), "");

    private static bool Resolves(string page, string link)
    {
        var parts = link.Split('#');
        var target = parts[0].Length == 0 ? RepositoryFiles.PathOf(page) : Target(page, parts[0]);
        return (File.Exists(target) || Directory.Exists(target)) && (parts.Length == 1 || Headings(target).Contains(parts[1]));
    }

    // As GitHub makes them.
    private static IEnumerable<string> Headings(string file) => File.ReadLines(file)
        .Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string Target(string page, string link) =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(RepositoryFiles.PathOf(page))!, link));

    // A star stands for any name: some file must fit.
    private static bool Exists(string path)
    {
        var full = RepositoryFiles.PathOf(path);
        return path.Contains('*', StringComparison.Ordinal)
            ? Directory.Exists(Path.GetDirectoryName(full))
                && Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(full)!, Path.GetFileName(full)).Any()
            : File.Exists(full) || Directory.Exists(full);
    }

    private static IEnumerable<string> Under(string folder, string pattern) =>
        Directory.EnumerateFiles(RepositoryFiles.PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
                    && !file.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]+`", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeSpan();

    // A path with a placeholder, such as tests/Pipeline.<Name>.Tests, is none.
    [GeneratedRegex(@"(?<![\w/.-])(src|tests|bench|infra|docs|local)/(?>[\w./*-]+)(?![<{])", RegexOptions.ExplicitCapture)]
    private static partial Regex RepositoryPath();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture)]
    private static partial Regex NotInAnchors();
}
