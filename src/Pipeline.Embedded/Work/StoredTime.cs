namespace Pipeline.Embedded.Work;

/// <summary>Reads Unix milliseconds of the engine's own rows.</summary>
internal static class StoredTime
{
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The time; the nearest there is when a damaged row says one beyond all times.</summary>
    public static DateTimeOffset Read(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Earliest, Latest));
}
