using Pipeline.Sqlite;

namespace Pipeline.Simulation;

/// <summary>The file of the simulated world: what its payment provider and its carrier remember. The pipeline never reads it.</summary>
internal sealed class WorldDatabase : IDisposable
{
    public const string FileName = "world.db";

    private readonly Database _database;
    private readonly Writer _writer;

    /// <param name="folder">The data folder.</param>
    /// <param name="taken">Required so that the lock is taken first: a second process must not get as far as this file.</param>
    public WorldDatabase(string folder, FolderLock taken)
    {
        _ = taken;
        _database = Database.Open(Path.Combine(folder, FileName), Schema(), Durability.Process);
        _writer = new Writer(_database);
    }

    /// <summary>Runs work in the next commit and returns its result once that survives the end of the process.</summary>
    public Task<T> RunAsync<T>(Func<Transaction, T> work) => _writer.RunAsync(work);

    public T Read<T>(Func<Connection, T> read) => _database.Read(read);

    public void Dispose()
    {
        _writer.Dispose();
        _database.Dispose();
    }

    private static string Schema()
    {
        using var stream = typeof(WorldDatabase).Assembly.GetManifestResourceStream("world.sql")
            ?? throw new InvalidOperationException("world.sql is not embedded in Pipeline.Simulation.");
        return new StreamReader(stream).ReadToEnd();
    }
}
