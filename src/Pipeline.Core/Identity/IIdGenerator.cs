namespace Pipeline.Identity;

/// <summary>Port: where new ids come from. Identity is an input, like time.</summary>
public interface IIdGenerator
{
    /// <summary>A new UUIDv7 in its 36-character form.</summary>
    string Next();
}

/// <summary>Generates UUIDv7 (RFC 9562 section 5.7) from the given clock.</summary>
public sealed class TimeOrderedIds(TimeProvider time) : IIdGenerator
{
    public string Next() => Guid.CreateVersion7(time.GetUtcNow()).ToString();
}
