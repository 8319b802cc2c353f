namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>The formatter's answer about a file.</summary>
internal sealed record Formatted(string Contents);
