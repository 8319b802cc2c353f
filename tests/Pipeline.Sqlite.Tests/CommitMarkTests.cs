using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Sqlite.Tests;

/// <summary>A write-ahead log that is cut or removed takes back what was acknowledged; the next start notices.</summary>
public sealed class CommitMarkTests : IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS rows (name TEXT)";
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("pipeline.db");

    private string Log => Path + "-wal";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("deleted")]
    [InlineData("emptied")]
    [InlineData("cut")]
    [InlineData("zeroed at its end")]
    public async Task Start_is_refused_when_the_log_of_a_killed_process_was(string what)
    {
        await WriteAndKillAsync(10);

        Damage(what);

        var failure = Assert.Throws<FailureException>(Open).Failure;
        Assert.Equal("data-lost-tail", Assert.IsType<Permanent>(failure).Code);
        Assert.Contains("(event 10) was acknowledged", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_is_refused_again_until_the_mark_is_deleted()
    {
        await WriteAndKillAsync(10);
        Damage("deleted");
        Assert.Throws<FailureException>(Open);
        Assert.Throws<FailureException>(Open);

        File.Delete(CommitMark.PathOf(Path));

        Open().Dispose();
        Open().Dispose();
    }

    [Fact]
    public async Task Start_is_refused_when_the_database_itself_is_gone()
    {
        await WriteAndKillAsync(3);
        File.Delete(Path);
        File.Delete(Log);

        Assert.Equal("data-lost-tail", Assert.Throws<FailureException>(Open).Failure.Code);
    }

    [Fact]
    public async Task Start_goes_on_when_nothing_is_missing_after_a_kill_or_a_stop()
    {
        await WriteAndKillAsync(10);
        using (var database = Open())
        using (var writer = new Writer(database))
        {
            await InsertAsync(writer, 11);
        }

        using var again = Open();
        Assert.Equal(11, again.Read(connection => connection.Sql("SELECT count(*) FROM rows").First(row => row.Number(0))));
        Assert.Equal(new CommitCount(11, 11), again.Read(CommitCount.Of));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task Mark_that_cannot_be_read_says_nothing(int length)
    {
        await WriteAndKillAsync(10);
        await File.WriteAllBytesAsync(CommitMark.PathOf(Path), new byte[length]);

        Open().Dispose();
    }

    // What a killed process leaves: the files are copied while it runs, since a stop would empty the log.
    private async Task WriteAndKillAsync(int rows)
    {
        using var running = new TempFolder();
        using (var database = Database.Open(running.File("pipeline.db"), Schema, Durability.Power))
        using (var writer = new Writer(database))
        {
            for (var row = 1; row <= rows; row++)
            {
                await InsertAsync(writer, row);
            }

            foreach (var file in Directory.GetFiles(running.Path).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
            {
                File.Copy(file, _folder.File(System.IO.Path.GetFileName(file)));
            }
        }
    }

    private void Damage(string what)
    {
        if (what == "deleted")
        {
            File.Delete(Log);
            return;
        }

        using var log = new FileStream(Log, FileMode.Open);
        if (what == "zeroed at its end")
        {
            log.Seek(-100, SeekOrigin.End);
            log.Write(new byte[100]);
        }
        else
        {
            log.SetLength(what == "emptied" ? 0 : log.Length - 10);
        }
    }

    private static Task<int> InsertAsync(Writer writer, int row) => writer.RunAsync(transaction =>
    {
        transaction.Reach(row);
        return transaction.Sql("INSERT INTO rows VALUES (?)").Bind(row).Run();
    });

    private Database Open() => Database.Open(Path, Schema, Durability.Power);
}
