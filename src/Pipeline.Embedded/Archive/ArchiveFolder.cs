using Pipeline.Sqlite;

namespace Pipeline.Embedded.Archive;

/// <summary>The folder of what has left the database. What counts of its files stands in the database itself.</summary>
public static class ArchiveFolder
{
    public const string Name = "archive";

    /// <summary>The archive beside a database.</summary>
    public static string Of(string database) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database))!, Name);

    /// <summary>How many bytes of each file belong to a database as it is.</summary>
    /// <exception cref="Failures.FailureException">The database cannot be read.</exception>
    public static IReadOnlyDictionary<string, long> FilesOf(string database)
    {
        using var opened = Database.OpenForReading(database);
        return opened.Read(connection => ArchivePieces.AreIn(connection)
            ? connection.Sql("SELECT file, max(start + length) FROM archives GROUP BY file")
                .All(row => (File: row.Text(0), Length: row.Number(1))).ToDictionary(row => row.File, row => row.Length)
            : []);
    }
}

/// <summary>A piece of a file of the archive: a gzip member of its own, written with one commit.</summary>
internal sealed record ArchivePiece(string File, long Start, long Length, long Events);

/// <summary>The rows that say which pieces count.</summary>
internal static class ArchivePieces
{
    /// <summary>Whether the database is of a version that archives.</summary>
    public static bool AreIn(Connection connection) =>
        connection.Sql("SELECT 1 FROM sqlite_schema WHERE name = 'archives'").First(row => row.Number(0)) == 1;

    /// <summary>Where the next piece of a file begins.</summary>
    public static long EndOf(Connection connection, string file) => connection
        .Sql("SELECT coalesce(max(start + length), 0) FROM archives WHERE file = ?").Bind(file).First(row => row.Number(0));

    public static void Add(Transaction transaction, ArchivePiece piece) => transaction
        .Sql("INSERT INTO archives (file, start, length, events) VALUES (?, ?, ?, ?)")
        .Bind(piece.File).Bind(piece.Start).Bind(piece.Length).Bind(piece.Events).Run();

    /// <summary>The piece of a row with all columns but the id.</summary>
    public static ArchivePiece Read(Statement row) => new(row.Text(0), row.Number(1), row.Number(2), row.Number(3));
}
