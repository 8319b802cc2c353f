using Pipeline.Failures;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Log;

/// <summary>Refuses new work when what was accepted cannot be kept up with. Work under way is never refused.</summary>
internal sealed class Admission(Writer writer, EventLog log)
{
    private const int MaxUncommitted = 10_000;
    private const long MaxLag = 200_000;

    /// <summary>How far the slowest queue is behind, in events; set by the engine.</summary>
    public Func<long> Watermark { get; set; } = () => long.MaxValue;

    /// <exception cref="FailureException">The engine cannot keep up: <see cref="Transient"/> with a time to come back.</exception>
    public void ThrowIfOverloaded()
    {
        if (writer.Backlog > MaxUncommitted || log.Head - Watermark() > MaxLag)
        {
            throw new FailureException(new Transient(
                "overloaded", "The pipeline cannot keep up; nothing was accepted. Try again later.", TimeSpan.FromSeconds(2)));
        }
    }
}
