using Pipeline.DeadLetters;
using Pipeline.Embedded.Log;
using Pipeline.Intake;
using Pipeline.Operations;
using Pipeline.Testing;

namespace Pipeline.Embedded.Tests.Queues;

/// <summary>An engine with one fake reaction, which can be killed and started again on its folder.</summary>
internal sealed class QueueBench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<TestEngine> _killed = [];

    public QueueBench(string queue = FakeReaction.QueueName) => Reaction = new FakeReaction(World.Time, queue);

    public World World { get; } = new();

    public string Folder => _folder.Path;

    public FakeReaction Reaction { get; }

    public TestEngine Engine { get; private set; } = null!;

    public IDeadLetters DeadLetters => Engine.Get<IDeadLetters>();

    public async Task StartAsync() => Engine = await TestEngine.StartAsync(_folder.Path, World, Reaction.Only);

    public void Kill()
    {
        Engine.Kill();
        _killed.Add(Engine);
    }

    /// <summary>Stops gracefully: what is in flight finishes.</summary>
    public ValueTask StopAsync() => Engine.DisposeAsync();

    public Task AcceptAsync(params string[] ids) => AcceptAsync(subject: null, ids);

    public async Task AcceptAsync(string? subject, string[] ids)
    {
        foreach (var id in ids)
        {
            await Engine.Get<IEventIntake>().AcceptAsync(FakeReaction.Line(id, subject), default);
        }
    }

    public async Task<QueueStats> StatsAsync() => (await Engine.StatsAsync()).Queues.Single();

    public async Task<long> CountedAsync(string counter = "handled") =>
        (await Engine.Get<ICounters>().ReadAsync(default)).GetValueOrDefault(counter);

    public Task CountedAsync(long expected) => Eventually.TrueAsync(async () => await CountedAsync() >= expected);

    public async Task<DeadLetter> DeadLetterAsync(string id, DeadLetterStatus status = DeadLetterStatus.Open, int attempts = 1)
    {
        DeadLetter? found = null;
        await Eventually.TrueAsync(async () => (found = (await DeadLetters.ListAsync(status, null, 100, default))
            .FirstOrDefault(deadLetter => deadLetter.Event.Id == id && deadLetter.Attempts >= attempts)) is not null);
        return found!;
    }

    /// <summary>Advances the clock through the delivery's pauses until it has been tried this often.</summary>
    public async Task RetryAsync(string id, params double[] pauses)
    {
        foreach (var pause in pauses)
        {
            await Eventually.TrueAsync(async () => await StatsAsync() is { Retrying: 1, InFlight: 0 });
            var attempts = Reaction.AttemptsOf(id);
            World.Time.Advance(TimeSpan.FromSeconds(pause));
            await Eventually.TrueAsync(() => Reaction.AttemptsOf(id) == attempts + 1);
        }
    }

    public IEnumerable<LogEntry> Log() => Engine.Get<EventLog>().Read(0, 10_000);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        foreach (var killed in _killed)
        {
            await killed.DisposeAsync();
        }

        _folder.Dispose();
    }
}
