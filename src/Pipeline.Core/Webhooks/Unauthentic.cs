using Pipeline.Failures;

namespace Pipeline.Webhooks;

/// <summary>The message does not prove who sent it; nothing of it was looked at.</summary>
public sealed record Unauthentic(string Code, string Detail) : Failure(Code, Detail);
