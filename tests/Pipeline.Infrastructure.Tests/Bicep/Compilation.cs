namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>The compiler's answer about a file.</summary>
public sealed record Compilation(bool Success, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>A finding of the compiler or its linter.</summary>
public sealed record Diagnostic(string Source, string Level, string Code, string Message);

/// <summary>The formatter's answer about a file.</summary>
internal sealed record Formatted(string Contents);

/// <summary>The compiler's answer about a deployment.</summary>
internal sealed record Prediction(string Snapshot);
