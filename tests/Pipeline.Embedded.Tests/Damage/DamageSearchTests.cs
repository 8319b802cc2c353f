using System.Text;
using Pipeline.Embedded.Operations;
using Pipeline.Embedded.Tests.Queues;
using Pipeline.Failures;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Damage;

/// <summary>Damage that nobody has met yet is looked for, and one damaged page does not stop the rest.</summary>
public sealed class DamageSearchTests : IAsyncLifetime
{
    private const int PageSize = 4_096;

    private readonly QueueBench _bench = new();

    private string FilePath => Path.Combine(_bench.Folder, "pipeline.db");

    public async Task InitializeAsync()
    {
        _bench.Reaction.On = (_, _) => FakeReaction.Count();
        await _bench.StartAsync();
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Nothing_is_found_in_a_sound_file()
    {
        await _bench.AcceptAsync("1", "2");

        await _bench.Engine.Get<DamageSearch>().SearchAsync();

        Assert.Null((await _bench.Engine.StatsAsync()).Damage);
    }

    [Fact]
    public async Task Damaged_event_is_found_at_the_start_when_it_is_among_the_newest()
    {
        await _bench.AcceptAsync("1", "2");
        await _bench.CountedAsync(2);
        await _bench.StopAsync();
        Sql("UPDATE events SET event = replace(event, 'a line', 'b line') WHERE position = 1");

        await _bench.StartAsync();

        Assert.Contains("position 1", Assert.Single((await _bench.Engine.StatsAsync()).Damage!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_damage_is_found_in_the_background()
    {
        await _bench.AcceptAsync([.. Enumerable.Range(1, 1_500).Select(number => $"{number}")]);
        await _bench.CountedAsync(1_500);
        await _bench.StopAsync();
        Sql("UPDATE events SET checksum = 1 WHERE position = 300");
        await _bench.StartAsync();
        Assert.Null((await _bench.Engine.StatsAsync()).Damage);

        _bench.World.Time.Advance(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(async () => (await _bench.Engine.StatsAsync()).Damage is [var found]
            && found.Contains("position 300", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Damaged_index_is_found()
    {
        await _bench.AcceptAsync("1");
        await _bench.StopAsync();
        Sql("PRAGMA wal_checkpoint(TRUNCATE)");
        ZeroPage((int)Root("sqlite_autoindex_inbox_1") - 1);
        await _bench.StartAsync();

        await _bench.Engine.Get<DamageSearch>().SearchAsync();

        Assert.NotEmpty((await _bench.Engine.StatsAsync()).Damage!);
    }

    [Fact]
    public async Task Events_of_a_zeroed_page_are_dead_letters_and_the_others_take_effect()
    {
        await _bench.AcceptAsync([.. Enumerable.Range(1, 100).Select(number => $"{number}")]);
        await _bench.CountedAsync(100);
        await _bench.StopAsync();
        Sql("DELETE FROM cursors", "PRAGMA wal_checkpoint(TRUNCATE)");
        ZeroPageOf("\"id\":\"50\"");

        await _bench.StartAsync();
        await Eventually.TrueAsync(async () => await _bench.StatsAsync() is { Lag: 0 });

        var dead = await _bench.DeadLetters.ListAsync(null, null, 100, default);
        Assert.InRange(dead.Count, 1, 50);
        Assert.All(dead, letter => Assert.Equal("event-damaged", letter.Reason));
        Assert.Contains(dead, letter => letter.Event.Id == "position-50");
        Assert.Equal(200 - dead.Count, await _bench.CountedAsync());
        await _bench.AcceptAsync("new");
        await _bench.CountedAsync(201 - dead.Count);
    }

    [Fact]
    public async Task Work_on_a_damaged_page_is_refused_by_name_and_other_work_goes_on()
    {
        await _bench.Engine.Get<Writer>().RunAsync(transaction => transaction
            .Sql("INSERT INTO stock VALUES ('DAMAGED-SKU', 1, 0, 1)").Run());
        await _bench.StopAsync();
        Sql("PRAGMA wal_checkpoint(TRUNCATE)");
        ZeroPageOf("DAMAGED-SKU");
        await _bench.StartAsync();

        var error = await Assert.ThrowsAsync<FailureException>(() => _bench.Engine.Get<Writer>().RunAsync(transaction =>
            transaction.Sql("UPDATE stock SET on_hand = 2 WHERE sku = 'DAMAGED-SKU'").Run()));

        Assert.Equal("data-damaged", Assert.IsType<Rejected>(error.Failure).Code);
        await _bench.AcceptAsync("1");
        await _bench.CountedAsync(1);
    }

    private void ZeroPageOf(string text)
    {
        var at = File.ReadAllBytes(FilePath).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        Assert.True(at > PageSize);
        ZeroPage(at / PageSize);
    }

    private void ZeroPage(int number)
    {
        var bytes = File.ReadAllBytes(FilePath);
        bytes.AsSpan(number * PageSize, PageSize).Clear();
        File.WriteAllBytes(FilePath, bytes);
    }

    private long Root(string index)
    {
        using var connection = Connection.Open(FilePath, readOnly: true);
        return connection.Sql("SELECT rootpage FROM sqlite_schema WHERE name = ?").Bind(index).First(row => row.Number(0));
    }

    private void Sql(params string[] statements)
    {
        using var connection = Connection.Open(FilePath, readOnly: false);
        Array.ForEach(statements, connection.Execute);
    }
}
