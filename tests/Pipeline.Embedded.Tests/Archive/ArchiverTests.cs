using System.Globalization;
using System.IO.Compression;
using Pipeline.DeadLetters;
using Pipeline.Embedded.Archive;
using Pipeline.Failures;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Sqlite;
using Pipeline.Testing;
using static Pipeline.Embedded.Tests.Archive.ArchiveBench;

namespace Pipeline.Embedded.Tests.Archive;

public sealed class ArchiverTests : IDisposable
{
    private readonly ArchiveBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Settled_order_leaves_everything_but_stock_cursors_and_counters()
    {
        await _bench.LiveAsync([Kind.Confirmed, Kind.Declined], others: 8);

        await _bench.ArchiveAsync();

        Assert.All(
            ["orders", "order_views", "reservations", "sagas"],
            table => Assert.Equal(0, _bench.Count($"SELECT count(*) FROM {table}")));
        Assert.Equal(1, _bench.Count("SELECT count(*) FROM events"));
        Assert.All(["stock", "cursors", "counters"], table => Assert.NotEqual(0, _bench.Count($"SELECT count(*) FROM {table}")));
        Assert.True(_bench.Audit().Balanced, string.Join('\n', _bench.Audit().Checks));
    }

    [Fact]
    public async Task Archive_is_lines_of_JSON_in_gzip_that_only_its_owner_can_read()
    {
        await _bench.LiveAsync([Kind.Confirmed], others: 3);

        await _bench.ArchiveAsync();

        var file = Assert.Single(Directory.GetFiles(_bench.Archive));
        var month = _bench.World.Time.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
        Assert.Equal(month + ".ndjson.gz", Path.GetFileName(file));
        await using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        var lines = (await new StreamReader(zip).ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(_bench.Archived().Count, lines.Length);
        Assert.StartsWith("{\"position\":1,\"", lines[0], StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_bench.Archive));
        }
    }

    [Fact]
    public async Task Nothing_leaves_before_its_time_or_without_the_setting()
    {
        await _bench.LiveAsync([Kind.Confirmed, Kind.Declined], others: 8);
        var there = _bench.Count("SELECT count(*) FROM events");

        await using (var engine = _bench.Build(TimeSpan.FromDays(41)))
        {
            await engine.Get<Archiver>().RunAsync();
        }

        await using (var engine = await TestEngine.StartAsync(Path.GetDirectoryName(_bench.Database)!, _bench.World))
        {
            await engine.Get<Archiver>().RunAsync();
        }

        Assert.Equal(there, _bench.Count("SELECT count(*) FROM events"));
        Assert.False(Directory.Exists(_bench.Archive));
    }

    [Fact]
    public async Task Engine_goes_on_with_new_orders_when_all_old_ones_are_archived()
    {
        await _bench.LiveAsync([Kind.Confirmed, Kind.Confirmed], others: 0);
        await _bench.ArchiveAsync();

        // New orders, and 40 days more, in which the timer of the running engine archives what is old.
        await _bench.LiveAsync([Kind.Confirmed, Kind.Declined], others: 0, after: After);
        await _bench.ArchiveAsync();

        Assert.True(_bench.Audit().Balanced, string.Join('\n', _bench.Audit().Checks));
        Assert.InRange(_bench.Count("SELECT count(*) FROM orders"), 0, 1);
        Assert.Equal(2, _bench.Pieces().Select(piece => piece.File).Distinct().Count());
    }

    [Fact]
    public async Task Late_payment_of_an_archived_order_is_a_dead_letter_that_names_the_archive()
    {
        await _bench.LiveAsync([Kind.Confirmed], others: 1);
        await _bench.ArchiveAsync();
        var id = _bench.Of(Kind.Confirmed).Single();
        await using var engine = _bench.Build();

        var failure = await engine.Get<RecordPayment>().RecordAsync(Some.Event(Some.Captured("late"), subject: id), default);

        Assert.Equal("order-not-found", failure!.Code);
        Assert.Contains("archive/", failure.Detail, StringComparison.Ordinal);
        Assert.Empty(await engine.Get<IOrderStore>().ReadEventsAsync(id, default));
        Assert.Null(await engine.Get<IOrderStore>().LoadAsync(id, default));
    }

    // Ids of accepted events were forgotten uncounted.
    [Fact]
    public async Task File_of_an_earlier_version_balances_before_and_after_its_migration_and_is_archived()
    {
        await _bench.LiveAsync([Kind.Confirmed], others: 9);
        _bench.Sql("DROP TABLE forgotten; DROP TABLE archives; PRAGMA user_version = 2");
        Assert.True(_bench.Audit().Balanced, string.Join('\n', _bench.Audit().Checks));

        await _bench.ArchiveAsync();

        Assert.True(_bench.Audit().Balanced, string.Join('\n', _bench.Audit().Checks));
        Assert.Equal(1, _bench.Count("SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task Nothing_leaves_while_the_file_is_shorter_than_what_counts_of_it()
    {
        await _bench.LiveAsync([Kind.Confirmed], others: 1);
        _bench.Sql(
            "INSERT INTO archives (file, start, length, events) "
            + $"VALUES ('{_bench.World.Time.GetUtcNow():yyyy-MM}.ndjson.gz', 0, 100, 1)");

        await _bench.ArchiveAsync();

        Assert.Equal(1, _bench.Count("SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task Batch_is_dropped_when_its_order_has_changed_since()
    {
        await _bench.LiveAsync([Kind.Confirmed], others: 1);
        await using var engine = _bench.Build();
        var database = engine.Get<Database>();
        var now = _bench.World.Time.GetUtcNow();
        var state = database.Read(connection => new SettledState(connection, ["order-saga"]));
        var batch = database.Read(new SettledWalk(state, now - After, now).Next);
        Assert.Single(batch.Orders);
        await CaptureLateAsync(engine);

        Assert.False(await engine.Get<Writer>().RunAsync(change => ArchivedRows.AreStillSettled(change, batch, state)));
        await engine.Get<Archiver>().RunAsync();

        Assert.Equal(1, _bench.Count("SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task Batch_is_dropped_when_a_dead_letter_has_come_since()
    {
        await _bench.LiveAsync([Kind.Confirmed], others: 1);
        await using var engine = _bench.Build();
        var state = engine.Get<Database>().Read(connection => new SettledState(connection, ["order-saga"]));
        var letter = Some.Event(Some.Captured("odd", currency: "EUR"), subject: _bench.Of(Kind.Confirmed).Single());
        await engine.Get<IDeadLetters>().AddAsync("record-payment", letter, new Permanent("a-test", "Look."), default);

        Assert.True(await engine.Get<Writer>().RunAsync(state.IsOutdated));
        await engine.Get<Archiver>().RunAsync();

        Assert.Equal(1, _bench.Count("SELECT count(*) FROM orders"));
    }

    [Theory]
    [InlineData("UPDATE orders SET state = replace(state, 'USD', 'EUR')")]
    [InlineData("UPDATE events SET event = replace(event, 'USD', 'EUR') WHERE type LIKE '%payment.captured'")]
    [InlineData("DELETE FROM events WHERE type LIKE '%shipment.scheduled'")]
    [InlineData("DELETE FROM order_views")]
    [InlineData("UPDATE reservations SET status = 2")]
    [InlineData("UPDATE sagas SET phase = 'needs-attention'")]
    [InlineData("UPDATE cursors SET position = 1 WHERE queue = 'notify-shipment'")]
    [InlineData("UPDATE cursors SET holes = x'01' WHERE queue = 'order-saga'")]
    [InlineData("INSERT INTO retries (queue, position, attempts, due, reason, event) VALUES ('order-saga', 1, 1, 0, 'x', '{}')")]
    public async Task Order_stays_when_something_of_it_is_damaged_or_still_needed(string damage)
    {
        await _bench.LiveAsync([Kind.Confirmed], others: 1);
        _bench.Sql(damage);

        await _bench.ArchiveAsync();

        Assert.Equal(1, _bench.Count("SELECT count(*) FROM orders"));
    }

    private Task CaptureLateAsync(TestEngine engine) =>
        World.CaptureAsync(engine.Get<IServiceProvider>(), _bench.Of(Kind.Confirmed).Single(), "late");
}
