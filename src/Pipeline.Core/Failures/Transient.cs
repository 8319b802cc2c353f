namespace Pipeline.Failures;

/// <summary>It may work later: try again, after <see cref="RetryAfter"/> when given.</summary>
public sealed record Transient(string Code, string Detail, TimeSpan? RetryAfter = null) : Failure(Code, Detail)
{
    /// <summary>Nobody can tell whether it was done; trying again must be harmless in either case.</summary>
    public bool MayHaveHappened { get; init; }
}
