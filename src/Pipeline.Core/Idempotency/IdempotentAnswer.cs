namespace Pipeline.Idempotency;

/// <summary>A stored answer.</summary>
public sealed record IdempotentAnswer(int Status, string? Location, string Body);
