using ArchUnitNET.Loader;

namespace Pipeline.Architecture.Tests;

/// <summary>Inside a project, folders refer downwards only.</summary>
public sealed class FolderTests
{
    [Theory]
    [MemberData(nameof(SourceProject.Names), MemberType = typeof(SourceProject))]
    public void Folders_form_no_cycle_when_compiled(string name)
    {
        var project = SourceProject.Of(name);
        var graph = new FolderGraph(Compiled(project));

        Assert.Empty(graph.Cycles());
        Assert.True(graph.Count > 0 || project.IsFlat(), $"No reference between folders of {name} was found.");
    }

    [Theory]
    [MemberData(nameof(SourceProject.Names), MemberType = typeof(SourceProject))]
    public void Folders_form_no_cycle_in_their_using_directives(string name)
    {
        var project = SourceProject.Of(name);
        var graph = new FolderGraph(project.Usings());

        Assert.Empty(graph.Cycles());
        Assert.True(graph.Count > 0 || project.IsFlat(), $"No using between folders of {name} was found.");
    }

    [Fact]
    public void Cycle_is_found_when_there_is_one()
    {
        var graph = new FolderGraph([("A", "B", "x"), ("B", "C", "y"), ("C", "A", "z"), ("C", "D", "w")]);

        Assert.Equal(["A -> B (x)", "B -> C (y)", "C -> A (z)"], graph.Cycles());
    }

    private static IEnumerable<(string From, string To, string Why)> Compiled(SourceProject project)
    {
        var architecture = new ArchLoader().LoadAssembly(project.Assembly).Build();
        var own = architecture.Types.ToHashSet();
        return
            from type in architecture.Types
            from dependency in type.Dependencies
            where own.Contains(dependency.Target) && dependency.Target.Namespace.FullName != type.Namespace.FullName
            select (type.Namespace.FullName, dependency.Target.Namespace.FullName, $"{type.Name} names {dependency.Target.Name}");
    }
}
