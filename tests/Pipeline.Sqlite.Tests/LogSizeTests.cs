using Pipeline.Testing;

namespace Pipeline.Sqlite.Tests;

/// <summary>A reader that stands still makes the write-ahead log grow; it shrinks again when the reader ends.</summary>
public sealed class LogSizeTests : IDisposable
{
    private const long Long = 80_000_000;

    private readonly WriterBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Log_shrinks_when_the_reader_that_held_it_ends()
    {
        using (var reader = StandStill())
        {
            await WriteAsync(80);
            Assert.InRange(_bench.Database.LogSize, Long, long.MaxValue);
        }

        await Eventually.TrueAsync(() => Task.FromResult(_bench.Database.LogSize == 0), "the log is still long");
        Assert.Equal(80, _bench.Rows);
    }

    [Fact]
    public async Task Work_goes_on_at_once_while_a_reader_holds_a_long_log()
    {
        using var reader = StandStill();
        await WriteAsync(80);
        // Longer than the writer's idle time, so that it has tried in vain to empty the log.
        await Eventually.TrueAsync(() => Task.FromResult(_bench.Writer.Backlog == 0), "the writer is busy");

        await _bench.InsertAsync("small").WaitAsync(TimeSpan.FromSeconds(3));

        Assert.InRange(_bench.Database.LogSize, Long, long.MaxValue);
    }

    [Fact]
    public async Task Log_of_usual_size_is_left_alone()
    {
        await WriteAsync(2);

        _bench.Database.ShrinkLog();

        Assert.InRange(_bench.Database.LogSize, 2_000_000, Long);
    }

    private Connection StandStill()
    {
        var reader = Connection.Open(_bench.Database.FilePath, readOnly: true);
        reader.Execute("BEGIN");
        Assert.Equal(0, reader.Sql("SELECT count(*) FROM rows").First(row => row.Number(0)));
        return reader;
    }

    private async Task WriteAsync(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            await _bench.InsertLargeAsync($"{row}");
        }
    }
}
