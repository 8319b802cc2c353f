using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.Serve;

/// <summary>A test that needs a file system of its own.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = MountedFolder.WhyNot;
}

/// <summary>The same for several cases.</summary>
internal sealed class MountTheoryAttribute : TheoryAttribute
{
    public MountTheoryAttribute() => Skip = MountedFolder.WhyNot;
}
