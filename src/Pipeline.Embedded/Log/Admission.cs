using Pipeline.Failures;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Log;

/// <summary>Refuses new work while the engine is too far behind what it has accepted. Work in flight is never refused.</summary>
internal sealed class Admission(Writer writer, EventLog log)
{
    private const int MaxUncommitted = 10_000;
    private const long MaxLag = 200_000;

    private Func<long> _watermark = () => long.MaxValue;

    /// <summary>Sets where to ask up to which position every queue has settled the log.</summary>
    public void Connect(Func<long> watermark) => _watermark = watermark;

    /// <exception cref="FailureException">The engine cannot keep up: <see cref="Transient"/>, with when to try again.</exception>
    public void ThrowIfOverloaded()
    {
        if (writer.Backlog > MaxUncommitted || log.Head - _watermark() > MaxLag)
        {
            throw new FailureException(new Transient(
                "overloaded", "The pipeline cannot keep up; nothing was accepted. Try again later.", TimeSpan.FromSeconds(2)));
        }
    }
}
