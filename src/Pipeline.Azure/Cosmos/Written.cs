namespace Pipeline.Azure.Cosmos;

/// <summary>A write's outcome.</summary>
/// <param name="ETag">The document's new ETag when it was written.</param>
internal readonly record struct Written(WriteOutcome Outcome, string? ETag)
{
    public bool IsDone => Outcome == WriteOutcome.Done;
}
