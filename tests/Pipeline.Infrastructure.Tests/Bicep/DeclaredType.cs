namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>The type of a parameter; a literal or inline type has no name.</summary>
public sealed record DeclaredType(string? Name);
