namespace Pipeline.Failures;

/// <summary>It will never work: do not try again; dead-letter the message, fail the step.</summary>
public sealed record Permanent(string Code, string Detail) : Failure(Code, Detail);
