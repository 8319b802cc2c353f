using Pipeline.Failures;

namespace Pipeline.Sqlite.Tests;

public sealed class FullDiskTests : IDisposable
{
    private readonly WriterBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Callers_get_the_failure_and_nothing_is_written_when_the_disk_is_full()
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
}
