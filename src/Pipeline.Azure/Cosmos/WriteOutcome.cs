namespace Pipeline.Azure.Cosmos;

/// <summary>
/// What became of a write. Any but <see cref="Done"/> may also mean that an earlier attempt of this very write was done and its answer lost;
/// the SDK repeats writes by itself, so that nobody here may have seen the loss.
/// </summary>
internal enum WriteOutcome
{
    Done,

    /// <summary>A document with this id is there.</summary>
    Exists,

    /// <summary>The condition or the ETag does not hold.</summary>
    Changed,

    /// <summary>There is no such document.</summary>
    Missing,
}
