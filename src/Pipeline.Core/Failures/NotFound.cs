namespace Pipeline.Failures;

/// <summary>There is no such thing: the caller has a wrong id.</summary>
public sealed record NotFound(string Code, string Detail) : Failure(Code, Detail);
