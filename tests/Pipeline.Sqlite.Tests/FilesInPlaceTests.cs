using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Sqlite.Tests;

/// <summary>Nothing is acknowledged once a file was deleted or replaced under the running process.</summary>
public sealed class FilesInPlaceTests : IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS rows (name TEXT)";
    private readonly TempFolder _folder = new();
    private readonly FolderLock _lock;
    private readonly Database _database;
    private readonly Writer _writer;

    public FilesInPlaceTests()
    {
        _lock = FolderLock.Take(_folder.Path);
        _database = Database.Open(_folder.File("pipeline.db"), Schema, Durability.Power);
        _writer = new Writer(_database, _lock);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _database.Dispose();
        _lock.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("pipeline.db", false)]
    [InlineData("pipeline.db", true)]
    [InlineData("pipeline.db-wal", false)]
    [InlineData("pipeline.db-wal", true)]
    [InlineData("pipeline.lock", false)]
    [InlineData("pipeline.lock", true)]
    public async Task Nothing_is_acknowledged_when_a_file_was(string file, bool isReplaced)
    {
        await InsertAsync();
        var told = false;

        Move(file, isReplaced);
        var error = await Assert.ThrowsAsync<FailureException>(() => _writer.RunAsync(transaction =>
        {
            transaction.AfterCommit(() => told = true);
            return transaction.Sql("INSERT INTO rows VALUES ('lost')").Run();
        }));

        Assert.Equal("data-replaced", Assert.IsType<Transient>(error.Failure).Code);
        Assert.IsType<FileReplacedException>(await _writer.Fatal);
        Assert.False(told);
        Assert.Contains(file, error.Failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipeline.db")]
    [InlineData("pipeline.db-wal")]
    [InlineData("pipeline.lock")]
    public async Task Idle_writer_notices_within_a_second_too(string file)
    {
        await InsertAsync();

        Move(file, isReplaced: false);

        Assert.IsType<FileReplacedException>(await _writer.Fatal.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task What_the_deleted_file_held_is_saved()
    {
        await InsertAsync();
        await InsertAsync();

        Move("pipeline.db", isReplaced: false);
        await _writer.Fatal;

        var copy = _folder.File("pipeline.rescued.db");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        }

        using var rescued = Database.OpenForReading(copy);
        Assert.Equal(2, rescued.Read(connection => connection.Sql("SELECT count(*) FROM rows").First(row => row.Number(0))));
    }

    // It stays the same file, and only its beginning tells: SQLite writes on behind the hole.
    [Fact]
    public async Task Nothing_is_acknowledged_when_the_write_ahead_log_was_cut()
    {
        await InsertAsync();
        await InsertAsync();
        using (var log = new FileStream(
            _folder.File("pipeline.db-wal"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            log.SetLength(0);
        }

        var error = await Assert.ThrowsAsync<FailureException>(InsertAsync);

        Assert.Equal("data-replaced", error.Failure.Code);
        Assert.Contains("pipeline.db-wal was cut", error.Failure.Detail, StringComparison.Ordinal);
        Assert.IsType<FileReplacedException>(await _writer.Fatal);
    }

    [Fact]
    public async Task What_a_deleted_folder_held_is_saved()
    {
        if (OperatingSystem.IsWindows())
        {
            // Its files are open, so nobody can delete it.
            return;
        }

        await InsertAsync();
        await InsertAsync();

        Directory.Delete(_folder.Path, recursive: true);
        var lost = Assert.IsType<FileReplacedException>(await _writer.Fatal.WaitAsync(TimeSpan.FromSeconds(30)));

        var copy = _folder.File("pipeline.rescued.db");
        Assert.Contains($"All that it held is saved as {copy}.", lost.Message, StringComparison.Ordinal);
        using var rescued = Database.OpenForReading(copy);
        Assert.Equal(2, rescued.Read(connection => connection.Sql("SELECT count(*) FROM rows").First(row => row.Number(0))));
    }

    [Fact]
    public async Task Writer_goes_on_when_every_file_is_in_its_place()
    {
        for (var row = 0; row < 20; row++)
        {
            await InsertAsync();
        }

        File.SetLastWriteTimeUtc(_folder.File("pipeline.lock"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await InsertAsync();
        Assert.False(_writer.Fatal.IsCompleted);
    }

    private void Move(string file, bool isReplaced)
    {
        File.Move(_folder.File(file), _folder.File("elsewhere"));
        if (isReplaced)
        {
            // The lock cannot be copied while it is held, and is empty anyway.
            File.WriteAllBytes(_folder.File(file), file == "pipeline.lock" ? [] : File.ReadAllBytes(_folder.File("elsewhere")));
            File.SetLastWriteTimeUtc(_folder.File(file), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
    }

    private Task<int> InsertAsync() => _writer.RunAsync(transaction => transaction.Sql("INSERT INTO rows VALUES ('a')").Run());
}
