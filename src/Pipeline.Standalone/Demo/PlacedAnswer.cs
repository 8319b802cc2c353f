namespace Pipeline.Standalone.Demo;

/// <summary>The answer to POST /orders.</summary>
internal sealed record PlacedAnswer(string OrderId, string Status);
