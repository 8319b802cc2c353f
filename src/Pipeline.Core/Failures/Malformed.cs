namespace Pipeline.Failures;

/// <summary>The request cannot even be read: the caller corrects how it is written.</summary>
public sealed record Malformed(string Code, string Detail) : Failure(Code, Detail);
