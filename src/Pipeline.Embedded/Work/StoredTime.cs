namespace Pipeline.Embedded.Work;

/// <summary>Reads the times of the engine's own rows.</summary>
internal static class StoredTime
{
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The time; the nearest there is when a damaged row says one beyond all times.</summary>
    public static DateTimeOffset Read(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Earliest, Latest));

    /// <summary>
    /// When a wait ends, as of now. It was meant as a pause from when it began; if that lies in the future, the clock was set back since,
    /// and the pause begins again.
    /// </summary>
    public static DateTimeOffset Due(DateTimeOffset now, DateTimeOffset began, DateTimeOffset due) =>
        now >= began ? due
        : due > began ? now + (due - began)
        : now;
}
