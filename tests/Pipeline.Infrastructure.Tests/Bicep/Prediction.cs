namespace Pipeline.Infrastructure.Tests.Bicep;

/// <summary>The compiler's answer about a deployment.</summary>
internal sealed record Prediction(string Snapshot);
