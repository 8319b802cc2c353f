namespace Pipeline.Identity;

/// <summary>UUIDv7 (RFC 9562 section 5.7) from the clock that it is given.</summary>
public sealed class TimeOrderedIds(TimeProvider time) : IIdGenerator
{
    public string Next() => Guid.CreateVersion7(time.GetUtcNow()).ToString();
}
