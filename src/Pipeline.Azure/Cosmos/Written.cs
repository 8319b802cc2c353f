namespace Pipeline.Azure.Cosmos;

/// <summary>A write's outcome.</summary>
/// <param name="ETag">The document's new ETag when it was written.</param>
/// <param name="Repeated">Whether it took several attempts, so that an earlier one may have been done.</param>
internal readonly record struct Written(WriteOutcome Outcome, string? ETag, bool Repeated)
{
    public bool IsDone => Outcome == WriteOutcome.Done;
}
