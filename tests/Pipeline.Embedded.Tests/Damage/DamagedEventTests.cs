using System.Text;
using Pipeline.DeadLetters;
using Pipeline.Embedded.Log;
using Pipeline.Embedded.Tests.Queues;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Intake;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Damage;

/// <summary>An event that cannot be read is a dead letter with its position, and the rest goes on; once mended, a replay works.</summary>
public sealed class DamagedEventTests : IAsyncLifetime
{
    private readonly QueueBench _bench = new();

    public async Task InitializeAsync()
    {
        _bench.Reaction.On = (_, _) => FakeReaction.Count();
        await _bench.StartAsync();
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData("event = substr(event, 1, length(event) - 5)")]
    [InlineData("event = 'null', checksum = NULL")]
    [InlineData("event = '[]', checksum = NULL")]
    [InlineData("event = '{}', checksum = NULL")]
    [InlineData("event = x'', checksum = NULL")]
    [InlineData("event = x'FF00FE'")]
    [InlineData("event = replace(event, 'a line', 'b line')")]
    [InlineData("checksum = checksum + 1")]
    [InlineData("type = 'com.example.log.lime'")]
    [InlineData("type = 'com.example.log.lime', event = '{'")]
    [InlineData("event = replace(event, 'log.line', 'log.lime'), type = 'com.example.log.lime', checksum = NULL")]
    public async Task Event_is_a_dead_letter_and_the_others_take_effect_when_its_row_is(string damage)
    {
        await _bench.AcceptAsync("1", "2", "3");
        await _bench.CountedAsync(3);
        await _bench.StopAsync();
        Sql("CREATE TABLE backup AS SELECT * FROM events", $"UPDATE events SET {damage} WHERE position = 2", "DELETE FROM cursors");

        await _bench.StartAsync();
        var dead = await _bench.DeadLetterAsync("position-2");
        await _bench.CountedAsync(5);

        Assert.Equal((FakeReaction.QueueName, "event-damaged", 1), (dead.Queue, dead.Reason, dead.Attempts));
        Assert.Contains("position 2", dead.Detail, StringComparison.Ordinal);
        Assert.Equal("event-damaged", (await _bench.DeadLetters.ReplayAsync(dead.Id, default)).Failure!.Code);
        await _bench.StopAsync();
        await _bench.StartAsync();
        Assert.Equal(dead.Id, (await _bench.DeadLetterAsync("position-2")).Id);

        Sql("UPDATE events SET (type, event, checksum) = (SELECT type, event, checksum FROM backup WHERE position = 2) WHERE position = 2");
        Assert.Null((await _bench.DeadLetters.ReplayAsync(dead.Id, default)).Failure);
        _bench.World.Time.Advance(TimeSpan.Zero);
        await _bench.CountedAsync(6);
        await _bench.DeadLetterAsync("position-2", DeadLetterStatus.Resolved);
        Assert.Equal(2, _bench.Reaction.AttemptsOf("2"));
    }

    [Fact]
    public async Task Mended_event_that_is_not_for_the_queue_is_resolved_by_its_replay_and_not_delivered()
    {
        await _bench.AcceptAsync("1");
        await _bench.Engine.Get<IEventIntake>().AcceptAsync(
            Some.Event(new SensorReading("s-1", "temperature", 1), "s-1", "reading"), default);
        await _bench.CountedAsync(1);
        await _bench.StopAsync();
        Sql(
            "CREATE TABLE backup AS SELECT * FROM events",
            "UPDATE events SET type = 'com.example.sensor.beading', event = '{' WHERE position = 2", "DELETE FROM cursors");
        await _bench.StartAsync();
        var dead = await _bench.DeadLetterAsync("position-2");
        await _bench.StopAsync();
        Sql("UPDATE events SET (type, event, checksum) = (SELECT type, event, checksum FROM backup WHERE position = 2) WHERE position = 2");
        await _bench.StartAsync();
        var handled = (await _bench.StatsAsync()).Handled;

        Assert.Null((await _bench.DeadLetters.ReplayAsync(dead.Id, default)).Failure);
        _bench.World.Time.Advance(TimeSpan.Zero);

        await _bench.DeadLetterAsync("position-2", DeadLetterStatus.Resolved);
        await _bench.Engine.IdleAsync();
        Assert.Equal((0, handled), (_bench.Reaction.AttemptsOf("reading"), (await _bench.StatsAsync()).Handled));
    }

    [Fact]
    public async Task Event_that_a_later_version_wrote_is_no_damage_and_passes_by()
    {
        await _bench.AcceptAsync("1", "2", "3");
        await _bench.CountedAsync(3);
        await _bench.StopAsync();
        using (var connection = Connection.Open(Path.Combine(_bench.Folder, "pipeline.db"), readOnly: false))
        {
            var line = Encoding.UTF8.GetString(CloudEvents.ToJson(FakeReaction.Line("2")));
            var json = Encoding.UTF8.GetBytes(line.Replace("log.line", "log.page", StringComparison.Ordinal));
            connection.Sql("UPDATE events SET type = 'com.example.log.page', event = ?, checksum = ? WHERE position = 2")
                .Bind(json).Bind(EventRows.ChecksumOf(2, json)).Run();
            connection.Execute("DELETE FROM cursors");
        }

        await _bench.StartAsync();
        await _bench.CountedAsync(5);
        await _bench.Engine.IdleAsync();

        Assert.Empty(await _bench.DeadLetters.ListAsync(null, null, 10, default));
        Assert.Equal((0, 1), ((await _bench.StatsAsync()).Lag, _bench.Reaction.AttemptsOf("2")));
        Assert.Null((await _bench.Engine.StatsAsync()).Damage);
    }

    [Theory]
    [InlineData("UPDATE events SET event = '{' WHERE position = 2")]
    [InlineData("DELETE FROM events WHERE position = 2")]
    public async Task Event_in_flight_is_a_dead_letter_when_the_next_start_cannot_read_it(string damage)
    {
        var never = new TaskCompletionSource();
        _bench.Reaction.On = async (cloudEvent, attempt) =>
        {
            await (cloudEvent.Id == "2" ? never.Task : Task.CompletedTask);
            return await FakeReaction.Count();
        };
        await _bench.AcceptAsync("1", "2", "3");
        await _bench.CountedAsync(2);
        await Eventually.TrueAsync(async () => await _bench.StatsAsync() is { InFlight: 1 });
        _bench.Kill();
        Sql(damage);

        await _bench.StartAsync();
        var dead = await _bench.DeadLetterAsync("position-2");
        await _bench.AcceptAsync("4");
        await _bench.CountedAsync(3);

        Assert.Equal("event-damaged", dead.Reason);
    }

    [Fact]
    public async Task Retry_takes_its_event_from_the_log_when_its_own_copy_is_damaged()
    {
        _bench.Reaction.On = (_, attempt) => attempt == 1 ? FakeReaction.Fail(new Transient("busy", "Not now.")) : FakeReaction.Count();
        await _bench.AcceptAsync("1");
        await Eventually.TrueAsync(async () => await _bench.StatsAsync() is { Retrying: 1, InFlight: 0 });
        Sql("UPDATE retries SET event = '{'");

        _bench.World.Time.Advance(TimeSpan.FromSeconds(1));

        await _bench.CountedAsync(1);
    }

    [Fact]
    public async Task Retry_is_a_dead_letter_when_its_event_is_nowhere_to_be_read()
    {
        _bench.Reaction.On = (_, _) => FakeReaction.Fail(new Transient("busy", "Not now."));
        await _bench.AcceptAsync("1");
        await Eventually.TrueAsync(async () => await _bench.StatsAsync() is { Retrying: 1, InFlight: 0 });
        await _bench.StopAsync();
        Sql("UPDATE retries SET event = '{', position = NULL");

        await _bench.StartAsync();
        _bench.World.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("event-damaged", (await _bench.DeadLetterAsync("retry-1")).Reason);
        Assert.Equal(0, (await _bench.StatsAsync()).Retrying);
    }

    [Theory]
    [InlineData("event = '{'")]
    [InlineData("event = 'null'")]
    [InlineData("status = 'opem'")]
    [InlineData("arrived_at = 9223372036854775807, updated_at = -9223372036854775807")]
    public async Task Dead_letter_is_listed_and_replayed_when_its_row_is(string damage)
    {
        _bench.Reaction.On = (_, attempt) => attempt == 1 ? FakeReaction.Fail(new Permanent("broken", "Never.")) : FakeReaction.Count();
        await _bench.AcceptAsync("1");
        await _bench.DeadLetterAsync("1");
        Sql($"UPDATE dead_letters SET {damage}");

        var listed = Assert.Single(await _bench.DeadLetters.ListAsync(null, null, 10, default));
        Assert.Null((await _bench.DeadLetters.ReplayAsync(listed.Id, default)).Failure);
        _bench.World.Time.Advance(TimeSpan.Zero);

        await _bench.CountedAsync(1);
    }

    [Theory]
    [InlineData("position = 99")]
    [InlineData("position = -1")]
    [InlineData("holes = x'8080808080808080808001'")]
    public async Task Start_is_refused_by_name_when_a_cursor_cannot_be_right(string damage)
    {
        await _bench.AcceptAsync("1");
        await _bench.CountedAsync(1);
        await _bench.StopAsync();
        Sql("CREATE TABLE backup AS SELECT * FROM cursors", $"UPDATE cursors SET {damage}");

        var failure = (await Assert.ThrowsAsync<FailureException>(_bench.StartAsync)).Failure;

        Assert.Equal("data-corrupt", failure.Code);
        Assert.Contains(FakeReaction.QueueName, failure.Detail, StringComparison.Ordinal);
        Sql("DELETE FROM cursors", "INSERT INTO cursors SELECT * FROM backup");
        await _bench.StartAsync();
    }

    private void Sql(params string[] statements)
    {
        using var connection = Connection.Open(Path.Combine(_bench.Folder, "pipeline.db"), readOnly: false);
        Array.ForEach(statements, connection.Execute);
    }
}
