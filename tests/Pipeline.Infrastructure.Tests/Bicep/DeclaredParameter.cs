namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>A parameter or an output of a Bicep file.</summary>
public sealed record DeclaredParameter(string Name, DeclaredType? Type, string? Description);
