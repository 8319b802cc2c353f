using Pipeline.Audit;
using Pipeline.Embedded.Archive;
using Pipeline.Embedded.Log;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Audit;

/// <summary>Reads a file that may be damaged: what cannot be read is noted, and the rest is read.</summary>
internal sealed class AuditedFile(Connection connection)
{
    private const int Chunk = 5_000;

    // So many lost events in a row are a lost log: positions may be damaged too, and then say nothing of where it ends.
    private const int MaxLost = 20_000;

    // Told one by one up to this many; a lost table would else fill the report.
    private const int MaxProblems = 50;

    private const string WithChecksums = $"SELECT {EventRows.Columns} FROM events WHERE position > ? ORDER BY position LIMIT ?";
    private const string WithoutChecksums =
        "SELECT position, type, subject, event, NULL FROM events WHERE position > ? ORDER BY position LIMIT ?";

    private readonly List<string> _problems = [];
    private readonly List<long> _altered = [];
    private long _verified;
    private long _withoutChecksum;

    /// <summary>What was found so far.</summary>
    public StoredFiles Found => new(_problems, _altered, _verified, _withoutChecksum);

    public void Note(string problem)
    {
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Has SQLite check every page and index. 250 MB that the system has cached take it 0.7 s.</summary>
    public void CheckPages()
    {
        foreach (var line in Rows("the file", "PRAGMA integrity_check(20)", row => row.Text(0)).Where(line => line != "ok"))
        {
            Note(line);
        }
    }

    /// <summary>The rows of a table; those for which <paramref name="read"/> gives null are noted as damaged.</summary>
    public List<T> Rows<T>(string table, string constantSql, Func<Statement, T?> read)
        where T : class
    {
        var rows = new List<T>();
        try
        {
            connection.Sql(constantSql).All(row =>
            {
                if (read(row) is { } one)
                {
                    rows.Add(one);
                }
                else
                {
                    Note($"a row of {table} cannot be read: {row.Text(0)}");
                }

                return true;
            });
        }
        catch (StorageException error) when (!error.IsTransient)
        {
            Note($"{table} cannot be read whole: {error.Message}");
        }

        return rows;
    }

    /// <summary>The single number that a statement gives; 0 when it cannot be read.</summary>
    public long Number(string what, string constantSql) =>
        Rows(what, constantSql, row => Tuple.Create(row.Number(0))).FirstOrDefault()?.Item1 ?? 0;

    /// <summary>Whether the file is of a version of the pipeline that had the table.</summary>
    public bool Has(string table) =>
        Rows("the schema", "SELECT name FROM sqlite_schema WHERE type = 'table'", row => row.Text(0)).Contains(table);

    /// <summary>The whole log, and before it what has left it for the archive.</summary>
    public LogTally ReadLog(string archive)
    {
        var tally = new LogTally();
        ReadArchive(tally, archive);
        var last = Number("the log's end", "SELECT coalesce(max(position), 0) FROM events");
        var hasChecksums = Number("the log", "SELECT count(*) FROM pragma_table_info('events') WHERE name = 'checksum'") == 1;
        var select = hasChecksums ? WithChecksums : WithoutChecksums;
        for (var lost = 0; tally.Head < last && lost < MaxLost;)
        {
            if (TryRead(tally, select, Chunk) || TryRead(tally, select, 1))
            {
                lost = 0;
            }
            else
            {
                tally.AddLost();
                lost++;
            }
        }

        return tally;
    }

    // False when a page is damaged; what lies before it was read.
    private bool TryRead(LogTally tally, string select, int count)
    {
        try
        {
            return connection.Sql(select).Bind(tally.Head).Bind(count).All(row => Add(tally, row)).Count > 0;
        }
        catch (StorageException error) when (!error.IsTransient)
        {
            return false;
        }
    }

    private bool Add(LogTally tally, Statement row)
    {
        Verify(row.Number(0), EventRows.IsIntact(row));
        tally.Add(row.Number(0), row.Blob(3), row.NullableText(1));
        return true;
    }

    private void ReadArchive(LogTally tally, string folder)
    {
        var pieces = Has("archives")
            ? Rows("archives", "SELECT file, start, length, events FROM archives ORDER BY id", ArchivePieces.Read)
            : [];
        foreach (var piece in pieces)
        {
            try
            {
                foreach (var archived in ArchiveFile.Read(folder, piece))
                {
                    Verify(archived.Position, archived.IsIntact);
                    tally.AddArchived(archived.Position, archived.Json.Span);
                }
            }
            catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                Note(error.Message);
            }
        }
    }

    private void Verify(long position, bool? isIntact)
    {
        switch (isIntact)
        {
            case true:
                _verified++;
                break;
            case false:
                _altered.Add(position);
                break;
            case null:
                _withoutChecksum++;
                break;
        }
    }
}
