using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Sqlite.Tests;

public sealed class DatabaseCopyTests : IDisposable
{
    private readonly WriterBench _bench = new();
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Copy_ends_and_is_sound_while_the_writer_never_rests()
    {
        var (stop, written) = (false, 0);
        var writing = Task.Run(async () =>
        {
            while (!Volatile.Read(ref stop))
            {
                await _bench.InsertLargeAsync($"{written++}");
            }
        });
        await Eventually.TrueAsync(() => Task.FromResult(_bench.Rows > 10), "nothing is written");

        DatabaseCopy.Make(_bench.Database.FilePath, _folder.File("copy.db"));

        Volatile.Write(ref stop, true);
        await writing;
        using var copy = Connection.Open(_folder.File("copy.db"), readOnly: true);
        Assert.Equal("ok", copy.Sql("PRAGMA integrity_check").First(row => row.Text(0)));
        Assert.InRange(copy.Sql("SELECT count(*) FROM rows").First(row => row.Number(0)), 10, written);
        Assert.Equal([_folder.File("copy.db")], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Copy_replaces_no_file()
    {
        File.WriteAllText(_folder.File("copy.db"), "precious");

        Assert.ThrowsAny<IOException>(() => DatabaseCopy.Make(_bench.Database.FilePath, _folder.File("copy.db")));

        Assert.Equal("precious", File.ReadAllText(_folder.File("copy.db")));
    }

    [Fact]
    public void Copy_that_cannot_be_written_is_named()
    {
        var failure = Assert.Throws<FailureException>(
            () => DatabaseCopy.Make(_bench.Database.FilePath, _folder.File("nowhere/copy.db"))).Failure;

        Assert.Equal("data-not-writable", failure.Code);
        Assert.Contains("nowhere/copy.db cannot be written", failure.Detail, StringComparison.Ordinal);
    }
}
