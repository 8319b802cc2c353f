namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>What a Bicep file declares.</summary>
public sealed record FileMetadata(IReadOnlyList<DeclaredParameter> Parameters, IReadOnlyList<DeclaredParameter> Outputs);

/// <summary>A parameter or an output of a Bicep file.</summary>
public sealed record DeclaredParameter(string Name, DeclaredType? Type, string? Description);

/// <summary>The type of a parameter; a literal or inline type has no name.</summary>
public sealed record DeclaredType(string? Name);
