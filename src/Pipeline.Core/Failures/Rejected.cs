namespace Pipeline.Failures;

/// <summary>The rules say no in the present state: tell the caller; the same request may be right in another state.</summary>
public sealed record Rejected(string Code, string Detail) : Failure(Code, Detail);
