using Pipeline.Failures;

namespace Pipeline.Sqlite.Tests;

public sealed class WriterTests : IDisposable
{
    private readonly WriterBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Writer_commits_far_less_often_when_many_write_at_once()
    {
        var before = _bench.Writer.Commits;
        Task<int>[] writes;
        using (await _bench.HoldAsync())
        {
            writes = [.. Enumerable.Range(0, 500).Select(number => _bench.InsertAsync($"{number}"))];
        }

        await Task.WhenAll(writes);

        Assert.Equal(500, _bench.Rows);
        Assert.InRange(_bench.Writer.Commits - before, 2, 5);
    }

    [Fact]
    public async Task Caller_gets_the_result_after_the_commit_when_work_was_done()
    {
        using var release = new ManualResetEventSlim();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var write = _bench.Writer.RunAsync(transaction =>
        {
            transaction.BeforeCommit(() =>
            {
                done.SetResult();
                release.Wait();
            });
            return WriterBench.Insert(transaction, "a");
        });

        await done.Task;
        Assert.False(write.IsCompleted);
        Assert.Equal(0, _bench.Rows);
        release.Set();

        Assert.Equal(1, await write);
        Assert.Equal(1, _bench.Rows);
    }

    [Fact]
    public async Task Others_are_committed_when_one_of_their_group_fails()
    {
        Task<int>[] writes;
        using (await _bench.HoldAsync())
        {
            writes = [.. Enumerable.Range(0, 10).Select(number => _bench.Writer.RunAsync(transaction =>
                WriterBench.Insert(transaction, $"{number}") + (number == 5 ? throw new InvalidOperationException("five") : 0)))];
        }

        Assert.Equal("five", (await Assert.ThrowsAsync<InvalidOperationException>(() => writes[5])).Message);
        await Task.WhenAll(writes.Where((_, number) => number != 5));
        Assert.Equal(9, _bench.Rows);
    }

    [Fact]
    public async Task Caller_gets_the_failure_when_the_storage_refuses_its_work()
    {
        await _bench.InsertAsync("a");

        var error = await Assert.ThrowsAsync<FailureException>(() => _bench.InsertAsync("a"));

        Assert.Equal("storage-refused", Assert.IsType<Permanent>(error.Failure).Code);
        Assert.False(_bench.Writer.Fatal.IsCompleted);
    }

    [Fact]
    public async Task After_commit_runs_once_and_after_rollback_before_it_when_a_group_is_run_again()
    {
        var told = new List<string>();
        Task<bool> good;
        Task<bool> bad;
        using (await _bench.HoldAsync())
        {
            good = _bench.Writer.RunAsync(transaction => Register(transaction, told, "good"));
            bad = _bench.Writer.RunAsync(transaction => Register(transaction, told, "bad") ? throw new InvalidOperationException() : true);
        }

        Assert.True(await good);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(["good rolled back", "bad rolled back", "good committed", "bad rolled back"], told);
    }

    [Fact]
    public async Task Work_is_not_run_again_when_what_follows_its_commit_fails()
    {
        var runs = 0;

        var result = await _bench.Writer.RunAsync(transaction =>
        {
            transaction.AfterCommit(() => throw new InvalidOperationException("broken"));
            return WriterBench.Insert(transaction, $"{++runs}");
        });

        Assert.Equal((1, 1, 1), (result, runs, _bench.Rows));
        Assert.Contains("broken", (await _bench.Writer.Fatal).Message, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<FailureException>(() => _bench.InsertAsync("later"));
        Assert.Equal("storage-failed", error.Failure.Code);
    }

    [Fact]
    public async Task Writer_commits_what_was_handed_in_when_it_is_stopped()
    {
        Task<int>[] writes;
        Task stop;
        using (await _bench.HoldAsync())
        {
            writes = [.. Enumerable.Range(0, 5).Select(number => _bench.InsertAsync($"{number}"))];
            stop = Task.Run(_bench.Writer.Dispose);
        }

        await stop;
        await Task.WhenAll(writes);
        Assert.Equal(5, _bench.Rows);
    }

    [Fact]
    public async Task Work_is_refused_as_transient_when_the_writer_has_stopped()
    {
        _bench.Writer.Dispose();

        var error = await Assert.ThrowsAsync<FailureException>(() => _bench.InsertAsync("a"));

        Assert.Equal("stopping", Assert.IsType<Transient>(error.Failure).Code);
    }

    private static bool Register(Transaction transaction, List<string> told, string name)
    {
        transaction.AfterCommit(() => told.Add(name + " committed"));
        transaction.AfterRollback(() => told.Add(name + " rolled back"));
        return true;
    }
}
