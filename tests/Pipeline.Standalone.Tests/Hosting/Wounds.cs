using Pipeline.Sqlite;

namespace Pipeline.Standalone.Tests.Hosting;

/// <summary>Damages the files of a stopped pipeline, the same way for the same seed.</summary>
internal sealed class Wounds(int seed)
{
    private const int PageSize = 4_096;

    private readonly Random _random = new(seed);

    /// <summary>Damages the database, or its log if there is one, and says how.</summary>
    public string Inflict(string folder)
    {
        var (database, log) = (Path.Combine(folder, "pipeline.db"), Path.Combine(folder, "pipeline.db-wal"));
        var path = File.Exists(log) && new FileInfo(log).Length > 0 && _random.Next(2) == 0 ? log : database;
        return $"seed {seed}: {Inflict(path, _random.Next(5))} of {Path.GetFileName(path)}";
    }

    /// <summary>Whether SQLite itself finds the database sound.</summary>
    public static bool IsSound(string folder)
    {
        try
        {
            using var connection = Connection.Open(Path.Combine(folder, "pipeline.db"), readOnly: true);
            return connection.Sql("PRAGMA integrity_check").All(row => row.Text(0)) is ["ok"];
        }
        catch (StorageException)
        {
            return false;
        }
    }

    private string Inflict(string path, int kind)
    {
        var bytes = File.ReadAllBytes(path);
        var page = _random.Next(bytes.Length / PageSize);
        string what;
        switch (kind)
        {
            case 0:
                what = $"page {page} zeroed";
                bytes.AsSpan(page * PageSize, PageSize).Clear();
                break;
            case 1:
                var length = _random.Next(bytes.Length);
                what = $"cut to {length} bytes";
                bytes = bytes[..length];
                break;
            case 2:
                var from = _random.Next(bytes.Length / PageSize);
                what = $"page {from} written over page {page}";
                bytes.AsSpan(from * PageSize, PageSize).CopyTo(bytes.AsSpan(page * PageSize));
                break;
            default:
                var count = 1 << _random.Next(8);
                what = $"{count} bits flipped";
                for (var i = 0; i < count; i++)
                {
                    bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
                }

                break;
        }

        File.WriteAllBytes(path, bytes);
        return what;
    }
}
