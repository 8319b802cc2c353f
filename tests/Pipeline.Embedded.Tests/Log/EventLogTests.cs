using Pipeline.Embedded.Log;
using Pipeline.Events;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Log;

public sealed class EventLogTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly Writer _writer;
    private readonly EventLog _log;

    public EventLogTests()
    {
        _database = Database.Open(
            _folder.File("pipeline.db"), EmbeddedServices.Schema, Durability.Process, steps: EmbeddedServices.Migrations);
        _writer = new Writer(_database);
        _log = new EventLog(_database);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Positions_follow_each_other_when_many_append_and_some_fail()
    {
        var appends = Enumerable.Range(0, 200).Select(number => AppendAsync($"{number}", fails: number % 7 == 3)).ToArray();
        await Task.WhenAll(appends.Select((append, number) =>
            number % 7 == 3 ? (Task)Assert.ThrowsAsync<InvalidOperationException>(() => append) : append));

        var entries = _log.Read(0, 1_000);

        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => (int)entry.Position));
        Assert.Equal(200 - 29, entries.Count);
        Assert.Equal(entries.Count, _log.Head);
        Assert.DoesNotContain(entries, entry => int.Parse(entry.Event.Id, null) % 7 == 3);
        Assert.Equal(entries.Select(entry => entry.Event.Id), new EventLog(_database).Read(0, 1_000).Select(entry => entry.Event.Id));
    }

    [Fact]
    public async Task Old_entries_come_from_the_file_when_the_memory_has_forgotten_them()
    {
        const int Count = 8_192 + 10;
        await _writer.RunAsync(transaction =>
        {
            for (var number = 1; number <= Count; number++)
            {
                Append(transaction, $"{number}");
            }

            return true;
        });

        Assert.Equal(["1", "2", "3"], _log.Read(0, 3).Select(entry => entry.Event.Id));
        Assert.Equal(["10", "11"], _log.Read(9, 2).Select(entry => entry.Event.Id));
        Assert.Equal([$"{Count}"], _log.Read(Count - 1, 5).Select(entry => entry.Event.Id));
        Assert.Empty(_log.Read(Count, 5));
        Assert.Equal("7", _log.At(7)!.Value.Event.Id);
        Assert.Null(_log.At(Count + 1));
    }

    [Fact]
    public async Task Log_continues_where_it_ended_when_it_is_reopened()
    {
        await AppendAsync("1");
        var again = new EventLog(_database);

        Assert.Equal(1, again.Head);
        Assert.Equal("1", again.At(1)!.Value.Event.Id);
        Assert.Empty(again.Read(1, 5));
    }

    [Fact]
    public async Task Reader_is_woken_after_the_commit_and_not_before()
    {
        var wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _log.Connect(_ => wake.SetResult());
        using var release = new ManualResetEventSlim();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var append = _writer.RunAsync(transaction =>
        {
            Append(transaction, "1");
            transaction.BeforeCommit(() =>
            {
                reached.SetResult();
                release.Wait();
            });
            return true;
        });

        await reached.Task;
        Assert.False(wake.Task.IsCompleted);
        Assert.Equal(0, _log.Head);
        Assert.Empty(_log.Read(0, 1));
        release.Set();

        await append;
        await wake.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("1", Assert.Single(_log.Read(0, 5)).Event.Id);
    }

    [Fact]
    public async Task Event_is_not_read_from_the_file_before_its_commit_is_announced()
    {
        await AppendAsync("1");
        var again = new EventLog(_database); // Its memory begins after position 1, so this one reads the file.
        var seen = -1;

        await _writer.RunAsync(transaction =>
        {
            transaction.AfterCommit(() => seen = again.Read(0, 10).Count);
            again.Append(transaction, Line("2"));
            return true;
        });

        Assert.Equal(1, seen);
        Assert.Equal(2, again.Read(0, 10).Count);
    }

    private Task<bool> AppendAsync(string id, bool fails = false) => _writer.RunAsync(transaction =>
    {
        Append(transaction, id);
        return fails ? throw new InvalidOperationException() : true;
    });

    private void Append(Transaction transaction, string id) => _log.Append(transaction, Line(id));

    private static SerializedEvent Line(string id) => SerializedEvent.Of(Some.Event(new LogLine("info", "a line"), id: id));
}
