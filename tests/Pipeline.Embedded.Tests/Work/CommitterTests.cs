using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Embedded.Work;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Work;

public sealed class CommitterTests : IDisposable
{
    private const string Table = "CREATE TABLE rows (name TEXT PRIMARY KEY, value BLOB)";

    // A file that may not grow stands for a full disk.
    private const string Full = "PRAGMA max_page_count = 1";
    private const string Roomy = "PRAGMA max_page_count = 100000";

    private readonly TempFolder _folder = new();
    private readonly VirtualTime _time = new();
    private readonly Database _database;
    private readonly Writer _writer;
    private readonly Committer _committer;

    public CommitterTests()
    {
        _database = Database.Open(_folder.File("test.db"), Table, Durability.Process);
        _writer = new Writer(_database);
        _committer = new Committer(_writer, _time, NullLogger<Committer>.Instance);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Commit_waits_and_succeeds_when_there_is_space_again()
    {
        await LimitAsync(Full);

        var commit = _committer.CommitAsync(InsertLarge, default);
        await Eventually.TrueAsync(() => _time.WaitingTimers == 1);
        Assert.False(commit.IsCompleted);
        await LimitAsync(Roomy);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, await commit);
    }

    [Fact]
    public async Task Commit_gives_up_when_the_engine_stops()
    {
        await LimitAsync(Full);
        using var stopping = new CancellationTokenSource();

        var commit = _committer.CommitAsync(InsertLarge, stopping.Token);
        await Eventually.TrueAsync(() => _time.WaitingTimers == 1);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
    }

    private static int InsertLarge(Transaction transaction) =>
        transaction.Sql("INSERT INTO rows (name, value) VALUES ('a', zeroblob(1000000))").Run();

    private Task<long> LimitAsync(string pragma) => _writer.RunAsync(transaction => transaction.Sql(pragma).First(row => row.Number(0)));
}
