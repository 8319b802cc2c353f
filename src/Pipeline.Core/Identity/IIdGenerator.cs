namespace Pipeline.Identity;

/// <summary>Port: where new ids come from. Identity is an input, like time.</summary>
public interface IIdGenerator
{
    /// <summary>A new UUIDv7 in its 36-character form.</summary>
    string Next();
}
