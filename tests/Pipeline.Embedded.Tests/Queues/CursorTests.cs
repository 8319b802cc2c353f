using Pipeline.Embedded.Queues;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Queues;

public sealed class CursorTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly Writer _writer;
    private readonly Cursor _cursor;

    public CursorTests()
    {
        _database = Database.Open(
            _folder.File("pipeline.db"), EmbeddedServices.Schema, Durability.Process, steps: EmbeddedServices.Migrations);
        _writer = new Writer(_database);
        _cursor = Load();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Cursor_begins_before_the_first_event_when_its_queue_is_new()
    {
        Assert.Equal((0, 0, 0, 0), (_cursor.Position, _cursor.InFlightCount, _cursor.Handled, _cursor.InFlight().Count));
    }

    [Fact]
    public async Task Events_in_flight_are_counted_until_each_is_settled()
    {
        Take(1, 2, 3, 4);

        await SettleAsync(3);
        await SettleAsync(1);
        Assert.Equal((4, 2), (_cursor.Position, _cursor.InFlightCount));
        await SettleAsync(2);
        await SettleAsync(4);

        Assert.Equal((0, 4), (_cursor.InFlightCount, _cursor.Handled));
    }

    [Fact]
    public async Task Recovery_gets_exactly_what_was_in_flight()
    {
        Take(1, 2);
        _cursor.Advance(3, taken: false);
        Take(4, 5);

        await SettleAsync(2);
        await SettleAsync(4);

        var recovered = Load();
        Assert.Equal((5, 2, 2), (recovered.Position, recovered.InFlightCount, recovered.Handled));
        Assert.Equal([1, 5], recovered.InFlight());
    }

    [Fact]
    public async Task Settling_one_of_the_recovered_leaves_the_others_when_the_process_ends_again()
    {
        Take(1, 2, 3);
        await SettleAsync(2);
        var recovered = Load();

        await SettleAsync(recovered, 1);

        Assert.Equal([3], Load().InFlight());
        Assert.Equal(2, Load().Handled);
    }

    [Fact]
    public async Task Cursor_is_left_as_it_was_when_the_transaction_is_rolled_back()
    {
        Take(1, 2);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _writer.RunAsync<bool>(transaction =>
        {
            _cursor.Settle(transaction, 1, tookEffect: true);
            throw new InvalidOperationException();
        }));

        Assert.Equal([1, 2], _cursor.InFlight());
        Assert.Equal((0, 0), (_cursor.Handled, Load().Position));
        await SettleAsync(2);
        Assert.Equal([1], Load().InFlight());
    }

    [Fact]
    public async Task Only_what_succeeded_is_settled_when_one_of_a_group_fails()
    {
        Take(1, 2, 3);
        var hold = new ManualResetEventSlim();
        _ = _writer.RunAsync(_ => hold.Wait(TimeSpan.FromSeconds(30)));
        var first = SettleAsync(1);
        var bad = _writer.RunAsync<bool>(transaction =>
        {
            _cursor.Settle(transaction, 2, tookEffect: true);
            throw new InvalidOperationException();
        });
        var last = SettleAsync(3);
        hold.Set();

        await Task.WhenAll(first, last);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);

        Assert.Equal([2], _cursor.InFlight());
        Assert.Equal([2], Load().InFlight());
        Assert.Equal((2, 2), (_cursor.Handled, Load().Handled));
    }

    [Fact]
    public async Task Retried_delivery_counts_as_handled_and_settles_no_position()
    {
        Take(1);

        await _writer.RunAsync(transaction =>
        {
            _cursor.Settle(transaction, position: null, tookEffect: true);
            return true;
        });

        Assert.Equal((1, 1), (_cursor.Handled, _cursor.InFlightCount));
    }

    [Fact]
    public async Task Position_is_recovered_when_it_was_saved_without_settling_anything()
    {
        _cursor.Advance(5_000, taken: false);
        Assert.Equal(5_000, _cursor.Unsaved);

        await _writer.RunAsync(transaction =>
        {
            _cursor.Save(transaction);
            return true;
        });

        Assert.Equal((0, 5_000), (_cursor.Unsaved, Load().Position));
    }

    private void Take(params long[] positions) => Array.ForEach(positions, position => _cursor.Advance(position, taken: true));

    private Task<bool> SettleAsync(long position) => SettleAsync(_cursor, position);

    private Task<bool> SettleAsync(Cursor cursor, long position) => _writer.RunAsync(transaction =>
    {
        cursor.Settle(transaction, position, tookEffect: true);
        return true;
    });

    private Cursor Load() => Cursor.Load(_database, "queue");
}
