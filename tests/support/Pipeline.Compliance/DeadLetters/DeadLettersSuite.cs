using Pipeline.DeadLetters;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Compliance.DeadLetters;

/// <summary>What every dead-letter store does.</summary>
public abstract class DeadLettersSuite : PortSuite
{
    private const string Queue = "count-log-line";

    private static readonly Permanent Reason = new("unreadable", "It cannot be read.");

    private IDeadLetters DeadLetters => Ports.Port<IDeadLetters>();

    [Fact]
    public async Task Dead_letter_holds_the_whole_event_and_its_reason_when_it_was_added()
    {
        var cloudEvent = Some.Event(new LogLine("info", "a line"), id: "1");

        await DeadLetters.AddAsync(Queue, cloudEvent, Reason, default);

        var deadLetter = Assert.Single(await DeadLetters.ListAsync(null, null, 10, default));
        Assert.Equal(
            (Queue, "unreadable", "It cannot be read.", 1), (deadLetter.Queue, deadLetter.Reason, deadLetter.Detail, deadLetter.Attempts));
        Assert.Equal(
            (DeadLetterStatus.Open, Some.Now, Some.Now),
            (deadLetter.Status, deadLetter.ArrivedAt.AddMilliseconds(0), deadLetter.UpdatedAt));
        Assert.Equal(CloudEvents.ToJson(cloudEvent), CloudEvents.ToJson(deadLetter.Event));
        Assert.Equal(deadLetter.Id, (await DeadLetters.GetAsync(deadLetter.Id, default))!.Id);
    }

    [Fact]
    public async Task Dead_letter_is_null_when_there_is_none()
    {
        Assert.Null(await DeadLetters.GetAsync("nothing", default));
        Assert.IsType<NotFound>((await DeadLetters.ReplayAsync("nothing", default)).Failure);
    }

    [Fact]
    public async Task Event_is_kept_once_when_the_same_queue_gives_it_up_twice()
    {
        await Rivals.RunAsync(8, _ => AddAsync("1"));

        Assert.Single(await DeadLetters.ListAsync(null, null, 10, default));
    }

    [Fact]
    public async Task Event_is_kept_for_each_queue_when_two_give_it_up()
    {
        await AddAsync("1");
        await AddAsync("1", "archive-events");

        Assert.Equal(
            ["archive-events", Queue], (await DeadLetters.ListAsync(null, null, 10, default)).Select(deadLetter => deadLetter.Queue));
    }

    [Fact]
    public async Task List_is_newest_first_and_continues_where_the_page_ended()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            await AddAsync($"{number}");
        }

        var first = await DeadLetters.ListAsync(null, null, 2, default);
        var rest = await DeadLetters.ListAsync(null, first[^1].Id, 10, default);

        Assert.Equal(["5", "4"], first.Select(deadLetter => deadLetter.Event.Id));
        Assert.Equal(["3", "2", "1"], rest.Select(deadLetter => deadLetter.Event.Id));
    }

    [Fact]
    public async Task List_holds_only_dead_letters_of_a_status_when_one_is_given()
    {
        await AddAsync("1");
        await AddAsync("2");
        await DeadLetters.ReplayAsync((await DeadLetters.ListAsync(null, null, 1, default))[0].Id, default);

        Assert.Equal("1", Assert.Single(await DeadLetters.ListAsync(DeadLetterStatus.Open, null, 10, default)).Event.Id);
        Assert.Equal("2", Assert.Single(await DeadLetters.ListAsync(DeadLetterStatus.Replaying, null, 10, default)).Event.Id);
        Assert.Empty(await DeadLetters.ListAsync(DeadLetterStatus.Resolved, null, 10, default));
    }

    [Fact]
    public async Task Open_dead_letter_is_replaying_when_it_is_replayed()
    {
        await AddAsync("1");
        var id = (await DeadLetters.ListAsync(null, null, 1, default))[0].Id;
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True((await DeadLetters.ReplayAsync(id, default)).TryGet(out var deadLetter, out _));

        Assert.Equal(DeadLetterStatus.Replaying, deadLetter.Status);
        var stored = (await DeadLetters.GetAsync(id, default))!;
        Assert.Equal(
            (DeadLetterStatus.Replaying, Some.Now, Some.Now.AddMinutes(1)), (stored.Status, stored.ArrivedAt, stored.UpdatedAt));
    }

    [Fact]
    public async Task Replay_is_rejected_when_the_dead_letter_is_not_open()
    {
        await AddAsync("1");
        var id = (await DeadLetters.ListAsync(null, null, 1, default))[0].Id;

        var replays = await Rivals.RunAsync(8, _ => DeadLetters.ReplayAsync(id, default));

        Assert.Single(replays, replay => replay.Failure is null);
        Assert.Equal(7, replays.Count(replay => replay.Failure is Rejected));
    }

    private Task AddAsync(string id, string queue = Queue) =>
        DeadLetters.AddAsync(queue, Some.Event(new LogLine("info", "a line"), id: id), Reason, default);
}
