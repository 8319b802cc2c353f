using Pipeline.Audit;
using Pipeline.AzurePath;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Machine;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.SimulatedDays.World;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>
/// What the pipeline runs on in Azure: the services, which last, and instances of the app, one or two at once. A loss of power is a kill of
/// all: the services keep what they have. A new version replaces all, too.
/// </summary>
internal sealed class AzureMachine : IMachine
{
    private const string Mails = "/emails/";
    private const int MaxDrainSeconds = 20;

    private static bool _isWarm;

    private readonly Surroundings _around;
    private readonly WorldTasks _world;
    private readonly TimeProvider _time;
    private readonly Random _dice;
    private readonly AzureServicesInMemory _azure;
    private readonly Lives _running;
    private readonly List<ChangeFeed> _feeds;
    private readonly List<ProcessLog> _logs = [];
    private readonly ComingDeath _coming = new();
    private readonly Queue<Death> _atDeadLetters = [];
    private int _upgrades;

    public AzureMachine(Surroundings around)
    {
        (_around, _world, _dice) = (around, new WorldTasks(around.World), new Random(around.Day.Seed));
        _running = new Lives(_dice);
        _time = around.Time.Of(around.World);
        WarmUp();
        _azure = new AzureServicesInMemory(around, _world);
        _ = new Deliveries(_azure.Broker, _running, _world, _time, around.Story);
        _ = new Orchestrations(_azure.Hub, _running, _world, _time, _dice);
        _feeds = [.. FunctionCaller.Containers.Order(StringComparer.Ordinal)
            .Select(container => new ChangeFeed(container, _azure.Cosmos, _running, _time, _dice, around.Story))];
        _feeds.ForEach(feed => _world.Begin(feed.RunAsync));
        around.Books.OnEffect = () => CountDown(DeathAim.Effect);
        around.Steps.IsPoolShared = true;
    }

    public IReadOnlyList<string> Broken => [.. _logs.SelectMany(log => log.Critical), .. _world.Failures];

    public bool IsUp => _running.Up.Count > 0;

    public int Lives => _logs.Count;

    public TimeSpan Aftermath { get; } = TimeSpan.FromHours(30);

    public Task<CallAnswer> CallAsync(Call call) => _running.Any()?.CallAsync(call) ?? Task.FromResult(CallAnswer.None);

    public Task StartAsync()
    {
        for (var left = _dice.Next(1, 3); left > 0; left--)
        {
            StartInstance();
        }

        return Task.CompletedTask;
    }

    public void Await(Death death)
    {
        if (death.Aim == DeathAim.DeadLetter)
        {
            _atDeadLetters.Enqueue(death);
        }
        else
        {
            // The one that is awaited counts itself.
            _coming.Await(death.Aim == DeathAim.Anywhere ? death : death with { After = death.After - 1 });
        }
    }

    public void OnStep()
    {
        if (_coming.Counts(_ => true, out var isDue) && isDue)
        {
            var death = _coming.Death!;
            _coming.Clear();
            End(death);
        }
    }

    public void OnIdle()
    {
        if (_coming.Death is { Aim: DeathAim.Anywhere })
        {
            _coming.HastenNow();
            OnStep();
        }
    }

    public Task<AuditSnapshot> ReadAsync() => _running.Up[0].ReadAsync(_around.Books, Mails);

    public string Hash() => AzureHash.Of(_azure);

    public void Dispose()
    {
        foreach (var instance in _running.Up)
        {
            instance.Kill();
        }

        _azure.Dispose();
    }

    private void StartInstance()
    {
        var dice = new Random(_dice.Next());
        var scheduler = new StepScheduler(_around.Steps);
        var time = _around.Time.Of(scheduler, isSkewed: true);
        var way = new Way(_around.Weather, time, dice);
        var outside = new Outside(_around.World, _around.Weather, _around.Books, dice, _around.Story);
        _logs.Add(new ProcessLog(_around.Story));
        var services = AppServices.Compose(_azure, time, dice, _upgrades, way, outside, _logs[^1], OnAnswered);
        _around.Story.Tell("machine", $"instance {Lives} starts");
        _running.Begin(new AzureInstance(scheduler, _azure, services, new HubPort(_azure.Hub.Client, way), way)
        {
            Number = Lives,
            OnDeadLetterSettled = OnDeadLetterSettled,
        });
    }

    // What the service answered may have changed documents; the instance does not know yet.
    private void OnAnswered()
    {
        _feeds.ForEach(feed => feed.Notice());
        CountDown(DeathAim.Flush);
    }

    private void CountDown(DeathAim what)
    {
        if (IsUp)
        {
            _coming.Aims(what);
        }
    }

    private void OnDeadLetterSettled()
    {
        if (_coming.Death is not { Aim: DeathAim.Anywhere } && _atDeadLetters.TryDequeue(out var death))
        {
            _coming.Hasten(death);
        }
    }

    private void End(Death death)
    {
        _upgrades += death.How == DeathKind.Upgrade ? 1 : 0;
        AzureInstance[] ending = death.How is DeathKind.PowerLoss or DeathKind.Upgrade ? [.. _running.Up] : [.. _running.Up.Take(1)];
        Array.ForEach(ending, instance => End(instance, death));
    }

    private void End(AzureInstance ending, Death death)
    {
        _running.End(ending);
        _around.Story.Tell("machine", $"{death.How} ends instance {ending.Number}");
        if (IsOrderly(death))
        {
            ending.Drain();
        }
        else
        {
            ending.Kill();
        }

        _world.Begin(() => StartAgainAsync(ending, death));
    }

    private static bool IsOrderly(Death death) => death.How is DeathKind.Restart or DeathKind.Upgrade;

    // What a stopped instance does not finish in time is lost as in a kill.
    private async Task StartAgainAsync(AzureInstance ending, Death death)
    {
        if (IsOrderly(death))
        {
            await Task.Delay(TimeSpan.FromSeconds(_dice.Next(MaxDrainSeconds)), _time);
            ending.Kill();
        }

        await Task.Delay(death.Away, _time);
        StartInstance();
    }

    // The client's first calls fill its caches on threads of its own; a small day makes them.
    private static void WarmUp()
    {
        if (!_isWarm)
        {
            _isWarm = true;
            var size = new DaySize(Orders: 12, Events: 12, Faults: 0, Deaths: 0);
            SimulatedDay.Run(DayPlan.Draw(Engine.Azure, 1, size), new Story(isTold: false));
        }
    }
}
