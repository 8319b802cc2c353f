namespace Pipeline.Http.Operations;

/// <summary>The answer of a health check that found nothing wrong.</summary>
public sealed record HealthBody(string Status);
