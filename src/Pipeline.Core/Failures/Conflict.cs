namespace Pipeline.Failures;

/// <summary>Another writer was first: load again and decide again.</summary>
public sealed record Conflict(string Code, string Detail) : Failure(Code, Detail);
