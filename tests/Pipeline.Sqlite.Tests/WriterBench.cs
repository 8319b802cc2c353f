using Pipeline.Testing;

namespace Pipeline.Sqlite.Tests;

/// <summary>A writer on a file with one table, <c>rows (name, value)</c>, that can be blocked so that work queues up behind it.</summary>
internal sealed class WriterBench : IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS rows (name TEXT PRIMARY KEY, value BLOB)";

    private readonly TempFolder _folder = new();

    public WriterBench()
    {
        Database = Database.Open(_folder.File("test.db"), Schema, Durability.Process);
        Writer = new Writer(Database);
    }

    public Database Database { get; }

    public Writer Writer { get; }

    public long Rows => Database.Read(connection => connection.Sql("SELECT count(*) FROM rows").First(row => row.Number(0)));

    public Task<int> InsertAsync(string name) => Writer.RunAsync(transaction => Insert(transaction, name));

    public static int Insert(Transaction transaction, string name) =>
        transaction.Sql("INSERT INTO rows (name) VALUES (?)").Bind(name).Run();

    public Task<int> InsertLargeAsync(string name) => Writer.RunAsync(transaction => InsertLarge(transaction, name));

    public static int InsertLarge(Transaction transaction, string name) => transaction
        .Sql("INSERT INTO rows (name, value) VALUES (?, zeroblob(1000000))").Bind(name).Run();

    /// <summary>Stops the file from growing, as on a full disk.</summary>
    public Task FillDiskAsync() => Writer.RunAsync(transaction => transaction.Sql("PRAGMA max_page_count = 1").First(row => row.Number(0)));

    public Task FreeDiskAsync() =>
        Writer.RunAsync(transaction => transaction.Sql("PRAGMA max_page_count = 100000").First(row => row.Number(0)));

    /// <summary>Blocks the writer in the middle of a transaction until the result is disposed.</summary>
    public async Task<IDisposable> HoldAsync()
    {
        var (held, release) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new ManualResetEventSlim());
        _ = Writer.RunAsync(_ =>
        {
            held.TrySetResult();
            release.Wait();
            return true;
        });
        await held.Task;
        return new Hold(release);
    }

    public void Dispose()
    {
        Writer.Dispose();
        Database.Dispose();
        _folder.Dispose();
    }

    private sealed class Hold(ManualResetEventSlim release) : IDisposable
    {
        public void Dispose() => release.Set();
    }
}
