namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>The compiler's answer about a file.</summary>
public sealed record Compilation(bool Success, IReadOnlyList<Diagnostic> Diagnostics);
