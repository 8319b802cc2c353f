using Pipeline.Embedded;
using Pipeline.Simulation;
using Pipeline.Sqlite;

namespace Pipeline.Standalone.Backups;

/// <summary>What a backup holds: a data folder without its mails, so that <c>audit --data</c> reads it too.</summary>
internal static class BackupFolder
{
    /// <summary>The databases, in the order in which they are copied: what the world did before the first is in the second.</summary>
    public static IReadOnlyList<string> Databases { get; } = [Path.GetFileName(new DataOptions().DatabasePath), WorldSnapshot.FileName];

    public static string DatabaseOf(string folder) => Path.Combine(folder, Databases[0]);

    /// <summary>How far a database has come.</summary>
    public static CommitCount CountOf(string database)
    {
        using var opened = Database.OpenForReading(database);
        return opened.Read(connection => CommitCount.Of(connection) with
        {
            // Files of earlier versions counted no positions.
            Position = connection.Sql("SELECT coalesce(max(position), 0) FROM events").First(row => row.Number(0)),
        });
    }
}
