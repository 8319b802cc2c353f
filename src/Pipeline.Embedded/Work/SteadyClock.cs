namespace Pipeline.Embedded.Work;

/// <summary>
/// The time for what must not expire early because the machine's clock was set ahead while the process runs: never later than the time at
/// its start and what has passed since.
/// </summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _began = time.GetTimestamp();

    public DateTimeOffset Now
    {
        get
        {
            var (wall, steady) = (time.GetUtcNow(), _start + time.GetElapsedTime(_began));
            return wall < steady ? wall : steady;
        }
    }
}
