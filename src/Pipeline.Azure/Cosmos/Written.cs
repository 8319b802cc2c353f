namespace Pipeline.Azure.Cosmos;

/// <summary>A write's outcome.</summary>
/// <param name="ETag">The document's new ETag when it was written.</param>
/// <param name="AfterLoss">Whether the answer to an earlier attempt was lost, so that this attempt may have met its own work.</param>
internal readonly record struct Written(WriteOutcome Outcome, string? ETag, bool AfterLoss)
{
    public bool IsDone => Outcome == WriteOutcome.Done;
}
