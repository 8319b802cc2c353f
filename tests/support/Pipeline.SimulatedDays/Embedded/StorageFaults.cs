using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.World;
using SQLitePCL;

namespace Pipeline.SimulatedDays.Embedded;

/// <summary>What the weather does to the database and to the files beside it.</summary>
internal sealed class StorageFaults(Weather weather)
{
    private const string Mail = "mail";

    /// <summary>How often the database's storage failed.</summary>
    public int Count { get; private set; }

    /// <summary>The result code of a write of the database.</summary>
    public int OfWrite()
    {
        var result = weather.On(FaultyPart.Store) switch
        {
            null or FaultKind.AnswerLost => raw.SQLITE_OK,
            FaultKind.Wrong => raw.SQLITE_IOERR_WRITE,
            _ => raw.SQLITE_FULL,
        };
        Count += result == raw.SQLITE_OK ? 0 : 1;
        return result;
    }

    /// <summary>Whether a flush of the database fails.</summary>
    public bool OfFlush()
    {
        var fails = weather.On(FaultyPart.Store) == FaultKind.AnswerLost;
        Count += fails ? 1 : 0;
        return fails;
    }

    /// <summary>
    /// What a mail or the archive meets. Only a failure that nobody foresaw makes dead letters of mails: what is known to be an outage is
    /// waited out.
    /// </summary>
    public Exception? OfFile(string path) => weather.On(FaultyPart.Mail) switch
    {
        null => null,
        FaultKind.Wrong when path.Contains(Mail, StringComparison.Ordinal) =>
            new NotSupportedException("The folder is of a kind that nobody foresaw."),
        FaultKind.Wrong => new UnauthorizedAccessException("Access to the path is denied."),
        _ => new IOException("No space left on device"),
    };
}
