namespace Pipeline.Infrastructure.Tests.Hooks;

/// <summary>A test that needs these programs.</summary>
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(params string[] programs) =>
        Skip = programs.FirstOrDefault(program => !Shell.Has(program)) is { } missing ? $"{missing} is not installed." : null;
}
