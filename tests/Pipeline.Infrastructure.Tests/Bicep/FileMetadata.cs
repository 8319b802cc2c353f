namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>What a Bicep file declares.</summary>
public sealed record FileMetadata(IReadOnlyList<DeclaredParameter> Parameters, IReadOnlyList<DeclaredParameter> Outputs);
