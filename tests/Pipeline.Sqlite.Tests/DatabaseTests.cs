using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Sqlite.Tests;

public sealed class DatabaseTests : IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly TempFolder _folder = new();

    private string File => _folder.File("pipeline.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Data_is_there_when_the_file_is_opened_again()
    {
        using (var database = Open())
        {
            database.Writer!.Execute("INSERT INTO counters VALUES ('a', 7)");
        }

        using var again = Open();
        Assert.Equal(7, again.Read(connection => connection.Sql("SELECT value FROM counters").First(row => row.Number(0))));
    }

    [Fact]
    public void Every_commit_waits_for_the_disk_when_power_may_fail()
    {
        using var database = Open();

        Assert.Equal("wal", database.Writer!.Sql("PRAGMA journal_mode").First(row => row.Text(0)));
        Assert.Equal(2, database.Writer!.Sql("PRAGMA synchronous").First(row => row.Number(0)));
    }

    [Fact]
    public void Open_says_why_it_fails_when_the_file_is_not_a_database()
    {
        System.IO.File.WriteAllText(File, new string('x', 10_000));

        Assert.Equal("data-corrupt", Assert.IsType<Permanent>(Assert.Throws<FailureException>(Open).Failure).Code);
    }

    [Fact]
    public void Open_says_why_it_fails_when_the_file_is_damaged()
    {
        Open().Dispose();
        using (var stream = new FileStream(File, FileMode.Open))
        {
            stream.Position = 100;
            stream.Write(new byte[4_000]);
        }

        Assert.Equal("data-corrupt", Assert.IsType<Permanent>(Assert.Throws<FailureException>(Open).Failure).Code);
    }

    [Fact]
    public void Open_says_why_it_fails_when_the_folder_cannot_be_written()
    {
        var failure = Assert.Throws<FailureException>(() => Database.Open("/proc/pipeline.db", Schema, Durability.Power)).Failure;

        Assert.Equal("data-not-writable", Assert.IsType<Permanent>(failure).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_says_why_it_fails_when_another_program_locks_the_file(bool isNew)
    {
        if (!isNew)
        {
            Open().Dispose();
        }

        using var other = Connection.Open(File, readOnly: false);
        other.Execute("BEGIN EXCLUSIVE");

        Assert.Equal("data-locked", Assert.IsType<Transient>(Assert.Throws<FailureException>(Open).Failure).Code);
    }

    [Fact]
    public void File_can_be_opened_when_the_other_program_lets_go()
    {
        using (var other = Connection.Open(File, readOnly: false))
        {
            other.Execute("BEGIN EXCLUSIVE");
            Assert.Throws<FailureException>(Open);
        }

        Open().Dispose();
    }

    [Fact]
    public async Task Work_is_refused_as_transient_when_another_program_locks_the_file()
    {
        using var database = Open();
        using var writer = new Writer(database);
        using (var other = Connection.Open(File, readOnly: false))
        {
            other.Execute("BEGIN IMMEDIATE");
            var error = await Assert.ThrowsAsync<FailureException>(() => AddAsync(writer));
            Assert.Equal("data-locked", Assert.IsType<Transient>(error.Failure).Code);
        }

        Assert.Equal(1, await AddAsync(writer));
    }

    [Fact]
    public void Reader_sees_the_data_and_cannot_write_when_another_process_has_the_file()
    {
        using var database = Open();
        database.Writer!.Execute("INSERT INTO counters VALUES ('a', 7)");

        using var reader = Database.OpenForReading(File);

        Assert.Equal(7, reader.Read(connection => connection.Sql("SELECT value FROM counters").First(row => row.Number(0))));
        var error = Assert.Throws<FailureException>(() => reader.Read(connection => connection.Sql("DELETE FROM counters").Run()));
        Assert.Equal("storage-unreadable", Assert.IsType<Transient>(error.Failure).Code);
    }

    [Fact]
    public void Reader_says_why_it_fails_when_there_is_no_file()
    {
        Assert.Throws<FailureException>(() => Database.OpenForReading(File));
    }

    [Fact]
    public void Step_runs_once_whether_the_file_is_new_or_of_an_earlier_version()
    {
        const string First = "ALTER TABLE rows ADD COLUMN a", Second = "ALTER TABLE rows ADD COLUMN b";
        foreach (var steps in new string[][] { [], [First], [First], [First, Second], [First, Second] })
        {
            Step(steps);
            Assert.Equal(1 + steps.Length, Columns());
        }

        System.IO.File.Delete(File);
        Step(First, Second);
        Assert.Equal(3, Columns());
    }

    [Fact]
    public void File_is_as_it_was_when_a_step_fails()
    {
        Step();

        Assert.Throws<FailureException>(() => Step("ALTER TABLE rows ADD COLUMN a", "ALTER TABLE nothing ADD COLUMN b"));

        Assert.Equal(1, Columns());
        Step("ALTER TABLE rows ADD COLUMN a");
        Assert.Equal(2, Columns());
    }

    private void Step(params string[] steps) =>
        Database.Open(File, "CREATE TABLE IF NOT EXISTS rows (name TEXT)", Durability.Process, Patience, steps).Dispose();

    private long Columns()
    {
        using var reader = Database.OpenForReading(File);
        return reader.Read(connection => connection.Sql("SELECT count(*) FROM pragma_table_info('rows')").First(row => row.Number(0)));
    }

    private static Task<int> AddAsync(Writer writer) =>
        writer.RunAsync(transaction => transaction.Sql("INSERT INTO counters VALUES ('a', 1)").Run());

    private Database Open() => Database.Open(File, Schema, Durability.Power, Patience);
}
