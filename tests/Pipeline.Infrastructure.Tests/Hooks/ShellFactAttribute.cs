using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Hooks;

/// <summary>A test that needs these programs.</summary>
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(params string[] programs) =>
        Skip = programs.FirstOrDefault(program => InstalledProgram.Find(program) is null) is { } missing
            ? $"{missing} is not installed."
            : null;
}
