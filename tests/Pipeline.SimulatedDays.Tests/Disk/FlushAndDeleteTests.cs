using Pipeline.SimulatedDays.Disk;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.SimulatedDays.Tests.Disk;

/// <summary>Flushes that fail, and files that are deleted: what SQLite documents of them is what the VFS shows.</summary>
public sealed class FlushAndDeleteTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _home;

    public FlushAndDeleteTests()
    {
        PowerLossVfs.Install();
        _home = Directory.CreateDirectory(_folder.File("home")).FullName;
    }

    public void Dispose()
    {
        PowerLossVfs.SyncFault = null;
        PowerLossVfs.Forget(_home);
        _folder.Dispose();
    }

    [Fact]
    public void Commit_fails_when_its_flush_does_and_the_next_is_safe()
    {
        using var connection = Open(_home, "WAL", "FULL");
        connection.Execute("INSERT INTO numbers VALUES (1)");
        PowerLossVfs.SyncFault = path => path.EndsWith("-wal", StringComparison.Ordinal);
        Assert.True(Assert.Throws<StorageException>(() => connection.Execute("INSERT INTO numbers VALUES (2)")).IsFatal);
        var unknown = Losses().ToHashSet();
        PowerLossVfs.SyncFault = null;
        connection.Execute("INSERT INTO numbers VALUES (3)");

        Assert.Equal(["1", "1,2"], unknown.Order());
        Assert.All(Losses(), numbers => Assert.Equal("1,3", numbers));
    }

    // What the failed flush was to write is never written, if SQLite does not write it again.
    [Fact]
    public void Later_flush_does_not_write_what_a_failed_one_left()
    {
        var file = TrackedFile.Found([]);
        file.Write(0, [1]);
        file.FailSync();
        Assert.Equal(["", "01"], Contents(file));

        file.Write(1, [2]);
        file.Sync();

        Assert.Equal(["0002"], Contents(file));
    }

    [Fact]
    public void Log_that_was_deleted_at_the_end_may_come_back_and_does_no_harm()
    {
        using (var connection = Open(_home, "WAL", "FULL"))
        {
            connection.Execute("INSERT INTO numbers VALUES (1)");
        }

        Assert.False(File.Exists(Path.Combine(_home, "numbers.db-wal")));
        var logs = new HashSet<bool>();
        Assert.All(Losses(folder => logs.Add(File.Exists(Path.Combine(folder, "numbers.db-wal")))), numbers => Assert.Equal("1", numbers));
        Assert.Equal(2, logs.Count);
    }

    // As sqlite.org/pragma.html#pragma_synchronous says: EXTRA flushes the folder after the journal was deleted, FULL does not.
    [Theory]
    [InlineData("FULL", "|1")]
    [InlineData("EXTRA", "1")]
    public void Journal_that_comes_back_takes_a_commit_back_unless_its_deletion_was_flushed(string synchronous, string survivors)
    {
        using var connection = Open(_home, "DELETE", synchronous);
        connection.Execute("INSERT INTO numbers VALUES (1)");

        Assert.Equal(survivors, string.Join("|", Losses().Distinct().Order()));
    }

    [Fact]
    public void Write_is_torn_between_sectors_only()
    {
        var file = TrackedFile.Found([]);
        file.Write(100, Enumerable.Repeat((byte)1, 1_000).ToArray());

        var lengths = Enumerable.Range(1, 300).Select(seed => file.Survives(new Random(seed))!.Length).Distinct().Order();

        Assert.Equal([0, 512, 1_024, 1_100], lengths);
    }

    [Fact]
    public void New_file_takes_the_place_of_a_deleted_one_only_when_its_folder_was_flushed()
    {
        var old = TrackedFile.Found([1]);
        var file = TrackedFile.Created(old.Delete());
        file.Write(0, [2]);
        file.Sync();
        Assert.Equal(["01", "02", "nothing"], Contents(file));

        file.SettleName();

        Assert.Equal(["02"], Contents(file));
    }

    private static IEnumerable<string> Contents(TrackedFile file) => Enumerable.Range(1, 100)
        .Select(seed => file.Survives(new Random(seed)) is { } content ? Convert.ToHexString(content) : "nothing")
        .Distinct().Order(StringComparer.Ordinal);

    private IEnumerable<string> Losses(Action<string>? look = null)
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var folder = _folder.File("after");
            Directory.CreateDirectory(folder);
            PowerLossVfs.WhatSurvivesPower(_home, new Random(seed)).WriteTo(folder);
            look?.Invoke(folder);
            string numbers;
            using (var connection = Connection.Open(Path.Combine(folder, "numbers.db"), readOnly: false))
            {
                numbers = connection.Sql("SELECT coalesce(group_concat(number), '') FROM numbers").First(row => row.Text(0))!;
            }

            PowerLossVfs.Forget(folder);
            Directory.Delete(folder, recursive: true);
            yield return numbers;
        }
    }

    private static Connection Open(string folder, string journal, string synchronous)
    {
        var connection = Connection.Open(Path.Combine(folder, "numbers.db"), readOnly: false);
        connection.Execute($"PRAGMA journal_mode = {journal}; PRAGMA synchronous = EXTRA");
        connection.Execute("CREATE TABLE numbers (number INTEGER)");
        connection.Execute($"PRAGMA synchronous = {synchronous}");
        return connection;
    }
}
