using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Embedded.Engine;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Storage;

public sealed class FullDiskTests : IDisposable
{
    private readonly WriterBench _bench = new();
    private readonly VirtualTime _time = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Callers_are_told_and_nothing_is_written_when_the_disk_is_full()
    {
        await _bench.FillDiskAsync();

        var error = await Assert.ThrowsAsync<FailureException>(() => _bench.InsertLargeAsync("a"));

        Assert.Equal("disk-full", Assert.IsType<Transient>(error.Failure).Code);
        Assert.Equal(0, _bench.Rows);
        Assert.False(_bench.Writer.Fatal.IsCompleted);
    }

    [Fact]
    public async Task Work_succeeds_when_there_is_space_again()
    {
        await _bench.FillDiskAsync();
        await Assert.ThrowsAsync<FailureException>(() => _bench.InsertLargeAsync("a"));
        await _bench.FreeDiskAsync();

        Assert.Equal(1, await _bench.InsertLargeAsync("a"));
        Assert.Equal(1, _bench.Rows);
    }

    [Fact]
    public async Task Engines_own_work_waits_and_goes_on_when_there_is_space_again()
    {
        var committer = new Committer(_bench.Writer, _time, NullLogger<Committer>.Instance);
        await _bench.FillDiskAsync();

        var commit = committer.CommitAsync(transaction => WriterBench.InsertLarge(transaction, "a"), default);
        await Eventually.TrueAsync(() => _time.WaitingTimers == 1);
        Assert.False(commit.IsCompleted);
        await _bench.FreeDiskAsync();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, await commit);
    }

    [Fact]
    public async Task Engines_own_work_gives_up_when_the_engine_stops()
    {
        var committer = new Committer(_bench.Writer, _time, NullLogger<Committer>.Instance);
        await _bench.FillDiskAsync();
        using var stopping = new CancellationTokenSource();

        var commit = committer.CommitAsync(transaction => WriterBench.InsertLarge(transaction, "a"), stopping.Token);
        await Eventually.TrueAsync(() => _time.WaitingTimers == 1);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
    }
}
