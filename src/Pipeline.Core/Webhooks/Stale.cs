using Pipeline.Failures;

namespace Pipeline.Webhooks;

/// <summary>The message is authentic but was signed too long ago (or ahead): it may be a recording.</summary>
public sealed record Stale(string Code, string Detail) : Failure(Code, Detail);
