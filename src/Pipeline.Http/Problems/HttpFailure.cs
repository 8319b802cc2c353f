using Pipeline.Failures;

namespace Pipeline.Http.Problems;

/// <summary>What only HTTP knows as wrong, with its own status.</summary>
public sealed record HttpFailure(int Status, string Code, string Detail) : Failure(Code, Detail);
