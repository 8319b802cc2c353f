using Pipeline.Events;
using Pipeline.Intake;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Compliance.Flows;

/// <summary>What happens to sign-ups, readings and log lines, on every engine.</summary>
public abstract class OtherFlowSuite : FlowSuite
{
    private Outbox Outbox => World.Outbox;

    [Fact]
    public async Task User_is_welcomed_now_and_gets_tips_three_days_later()
    {
        await AcceptAsync(new UserSignedUp("u-1", "u@example.com", "Uma"));
        await Bench.UntilAsync(async () => await SagaAsync("welcome-u-1") is { Mode: SagaMode.Delaying }, "tips are delayed");
        Assert.Equal(["Welcome"], Outbox.Sent.Select(mail => mail.Subject));

        World.Time.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        await Bench.IdleAsync();
        Assert.Single(Outbox.Sent);
        World.Time.Advance(TimeSpan.FromSeconds(1));

        await EndsAsync("welcome-u-1", SagaPhase.Completed);
        Assert.Equal(2, Outbox.Sent.Select(mail => mail.Id).Distinct().Count());
        Assert.All(Outbox.Sent, mail => Assert.Equal("u@example.com", mail.To));
    }

    [Fact]
    public async Task Mails_wait_out_an_hour_without_a_mail_service_and_are_sent_once_each()
    {
        World.Outbox.IsDown = true;
        await AcceptAsync(new UserSignedUp("u-1", "u@example.com", "Uma"));
        await AcceptAsync(new SensorReading("s-1", "temperature", 41), "2");
        for (var minute = 0; minute < 60; minute++)
        {
            await Bench.IdleAsync();
            World.Time.Advance(TimeSpan.FromMinutes(1));
        }

        World.Outbox.IsDown = false;
        await Bench.UntilAsync(
            () =>
            {
                World.Time.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(Outbox.Sent.Count == 2);
            },
            "both mails are sent");

        await Bench.UntilAsync(async () => await SagaAsync("welcome-u-1") is { Mode: SagaMode.Delaying }, "tips are delayed");
        await Bench.IdleAsync();
        Assert.Equal(["Welcome", "temperature of s-1 is too high"], Outbox.Sent.Select(mail => mail.Subject).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await StatsAsync()).OpenDeadLetters);
    }

    [Fact]
    public async Task Alert_is_raised_when_a_reading_is_above_its_threshold()
    {
        await AcceptAsync(new SensorReading("s-1", "temperature", 40), "1");
        await AcceptAsync(new SensorReading("s-1", "temperature", 41), "2");
        await AcceptAsync(new SensorReading("s-1", "humidity", 99), "3");
        await Bench.IdleAsync();

        Assert.Equal("temperature of s-1 is too high", Assert.Single(Outbox.Sent).Subject);
        var exceeded = Assert.Single(await Bench.EventsAsync(), one => one.Is(EventTypes.SensorThresholdExceeded));
        Assert.Equal(new SensorThresholdExceeded("s-1", "temperature", 41, 40), CloudEvents.Read(exceeded));
    }

    [Fact]
    public async Task Log_lines_are_counted_by_level()
    {
        await AcceptAsync(new LogLine("info", "a"), "1");
        await AcceptAsync(new LogLine("error", "b"), "2");
        await AcceptAsync(new LogLine("info", "c"), "3");
        await AcceptAsync(new LogLine("info", "c"), "3");
        await Bench.IdleAsync();

        Assert.Equal(
            new Dictionary<string, long> { ["log.lines.error"] = 1, ["log.lines.info"] = 2 }, (await StatsAsync()).Counters);
    }

    private async Task AcceptAsync(IEvent data, string id = "1") =>
        await Bench.Get<IEventIntake>().AcceptAsync(Some.Event(data, subject: "subject-" + id, id), default);
}
