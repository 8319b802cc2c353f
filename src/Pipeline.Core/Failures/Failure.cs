namespace Pipeline.Failures;

/// <summary>What went wrong, as a value whose type says what the caller does next.</summary>
/// <param name="Code">Stable kebab-case name; the problem type over HTTP, the reason of a dead letter.</param>
/// <param name="Detail">What was wrong and what to do, for a person.</param>
public abstract record Failure(string Code, string Detail);
