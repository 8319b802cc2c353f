using Pipeline.Testing;

namespace Pipeline.Standalone.Tests.EndToEnd;

/// <summary>A test that needs these programs.</summary>
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs) =>
        Skip = programs.FirstOrDefault(program => InstalledProgram.Find(program) is null) is { } missing
            ? $"{missing} is not installed."
            : null;
}
