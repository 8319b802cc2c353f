namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>Something that the compiler or its linter finds wrong.</summary>
public sealed record Diagnostic(string Source, string Level, string Code, string Message);
