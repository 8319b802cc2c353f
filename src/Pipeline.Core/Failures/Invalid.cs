namespace Pipeline.Failures;

/// <summary>The request itself is wrong: the caller corrects the named fields.</summary>
/// <param name="Errors">Messages by field, as JSON paths such as <c>lines[0].quantity</c>.</param>
public sealed record Invalid(string Code, string Detail, IReadOnlyDictionary<string, string[]> Errors) : Failure(Code, Detail);
