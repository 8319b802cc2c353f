using Pipeline.Embedded.Tests.Queues;
using Pipeline.Failures;
using Pipeline.Sqlite;

namespace Pipeline.Embedded.Tests.Damage;

public sealed class LogEndTests : IAsyncLifetime
{
    private readonly QueueBench _bench = new();

    public Task InitializeAsync() => _bench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData("DELETE FROM events WHERE position = 3", "INSERT INTO events SELECT * FROM backup WHERE position = 3")]
    [InlineData("UPDATE events SET position = 1000003 WHERE position = 3", "UPDATE events SET position = 3 WHERE position = 1000003")]
    public async Task Start_is_refused_when_the_log_ends_elsewhere_than_its_last_commit_says(string damage, string mend)
    {
        await _bench.AcceptAsync("1", "2", "3");
        await _bench.StopAsync();
        Sql("CREATE TABLE backup AS SELECT * FROM events", damage);

        var failure = (await Assert.ThrowsAsync<FailureException>(_bench.StartAsync)).Failure;

        Assert.Equal("data-corrupt", failure.Code);
        Assert.Contains("last commit says 3", failure.Detail, StringComparison.Ordinal);
        Sql(mend);
        await _bench.StartAsync();
    }

    private void Sql(params string[] statements)
    {
        using var connection = Connection.Open(Path.Combine(_bench.Folder, "pipeline.db"), readOnly: false);
        Array.ForEach(statements, connection.Execute);
    }
}
