using Pipeline.Audit;
using Pipeline.Embedded.Log;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Audit;

/// <summary>Reads a file that may be damaged: what cannot be read is noted, and the rest is read.</summary>
internal sealed class AuditedFile(Connection connection)
{
    private const int Chunk = 5_000;

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

    /// <summary>Has SQLite check every page and index. It takes a second for some 100 MB.</summary>
    public void CheckPages()
    {
        foreach (var line in Rows("the file", connection.Sql("PRAGMA integrity_check(20)"), row => row.Text(0)).Where(line => line != "ok"))
        {
            Note(line);
        }
    }

    /// <summary>The rows of a table; those for which <paramref name="read"/> gives null are noted as damaged.</summary>
    public List<T> Rows<T>(string table, Statement select, Func<Statement, T?> read)
        where T : class
    {
        var rows = new List<T>();
        try
        {
            select.All(row =>
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
        catch (StorageException error) when (error.IsDamage)
        {
            Note($"{table} cannot be read whole: {error.Message}");
        }

        return rows;
    }

    /// <summary>The single number that a statement gives; 0 when it cannot be read.</summary>
    public long Number(string what, Statement select) => Rows(what, select, row => (object)row.Number(0)).Cast<long>().FirstOrDefault();

    /// <summary>The whole log.</summary>
    public LogTally ReadLog()
    {
        var tally = new LogTally();
        var select = connection.Sql("SELECT count(*) FROM pragma_table_info('events') WHERE name = 'checksum'").First(row => row.Number(0)) == 1
            ? connection.Sql(WithChecksums)
            : connection.Sql(WithoutChecksums);
        var last = Number("the log's end", connection.Sql("SELECT coalesce(max(position), 0) FROM events"));
        while (tally.Head < last)
        {
            if (!TryRead(tally, select, Chunk))
            {
                ReadSlowly(tally, select, Math.Min(last, tally.Head + Chunk));
            }
        }

        return tally;
    }

    private void ReadSlowly(LogTally tally, Statement select, long last)
    {
        while (tally.Head < last)
        {
            if (!TryRead(tally, select, 1))
            {
                tally.AddLost(tally.Head + 1);
            }
        }
    }

    // False when a page is damaged; what lies before it was read.
    private bool TryRead(LogTally tally, Statement select, int count)
    {
        try
        {
            return select.Bind(tally.Head).Bind(count).All(row => Add(tally, row)).Count > 0;
        }
        catch (StorageException error) when (error.IsDamage)
        {
            return false;
        }
    }

    private bool Add(LogTally tally, Statement row)
    {
        switch (EventRows.IsIntact(row))
        {
            case true:
                _verified++;
                break;
            case false:
                _altered.Add(row.Number(0));
                break;
            case null:
                _withoutChecksum++;
                break;
        }

        tally.Add(row.Number(0), row.Blob(3), row.NullableText(1));
        return true;
    }
}
