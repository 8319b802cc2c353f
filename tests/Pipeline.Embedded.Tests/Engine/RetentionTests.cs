using Azure.Messaging;
using Pipeline.Embedded.Engine;
using Pipeline.Events;
using Pipeline.Idempotency;
using Pipeline.Intake;
using Pipeline.Sqlite;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Engine;

public sealed class RetentionTests : IAsyncLifetime
{
    private readonly VirtualTime _time = new();
    private readonly EmbeddedPorts _ports;

    public RetentionTests() => _ports = new EmbeddedPorts(_time, new SequentialIds());

    private IEventIntake Intake => _ports.Port<IEventIntake>();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _ports.DisposeAsync();

    [Fact]
    public async Task Accepted_events_are_forgotten_when_they_can_no_longer_be_repeated()
    {
        await AcceptAsync(2_500);
        _time.Advance(Retention.Inbox);
        Assert.True(await Intake.AcceptAsync(Line("young"), default));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await _ports.Port<Retention>().ForgetAsync();

        Assert.Equal(1, Count("SELECT count(*) FROM inbox"));
        Assert.False(await Intake.AcceptAsync(Line("young"), default));
    }

    [Fact]
    public async Task Accepted_events_are_kept_when_they_may_still_be_repeated()
    {
        await AcceptAsync(1);
        _time.Advance(Retention.Inbox);

        await _ports.Port<Retention>().ForgetAsync();

        Assert.False(await Intake.AcceptAsync(Line("0"), default));
    }

    [Fact]
    public async Task Keys_are_forgotten_when_they_have_expired()
    {
        var keys = _ports.Port<IIdempotencyKeys>();
        await keys.ClaimAsync("old", "body", "order-1", default);
        _time.Advance(IdempotencyLimits.Retention + TimeSpan.FromMilliseconds(1));
        await keys.ClaimAsync("young", "body", "order-2", default);

        await _ports.Port<Retention>().ForgetAsync();

        Assert.Equal(1, Count("SELECT count(*) FROM idempotency_keys"));
        Assert.IsType<IdempotencyClaim.InProgress>(await keys.ClaimAsync("young", "body", "order-3", default));
    }

    [Fact]
    public async Task Nothing_is_thrown_when_the_engine_has_stopped()
    {
        _ports.Port<Writer>().Dispose();

        await _ports.Port<Retention>().ForgetAsync();
    }

    private Task<bool[]> AcceptAsync(int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => Intake.AcceptAsync(Line($"{number}"), default)));

    private long Count(string sql) => _ports.Port<Database>().Read(connection => connection.Sql(sql).First(row => row.Number(0)));

    private static CloudEvent Line(string id) => Some.Event(new LogLine("info", "a line"), id: id);
}
