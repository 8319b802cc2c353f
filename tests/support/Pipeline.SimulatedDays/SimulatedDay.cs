using System.Globalization;
using Pipeline.Audit;
using Pipeline.SimulatedDays.Azure;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Embedded;
using Pipeline.SimulatedDays.Machine;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.SimulatedDays.World;

namespace Pipeline.SimulatedDays;

/// <summary>Runs a day on the calling thread, and has the audit judge it.</summary>
internal sealed class SimulatedDay : IDisposable
{
    // So long after the last of the day's entries, nothing that it began may still be open.
    private static readonly TimeSpan Evening = TimeSpan.FromHours(3);
    private const int MaxRounds = 12;

    private static readonly Dictionary<Engine, Func<Surroundings, IMachine>> Machines = new()
    {
        [Engine.Embedded] = around => new EmbeddedMachine(around),
        [Engine.Azure] = around => new AzureMachine(around),
    };

    private readonly Day _day;
    private readonly Story _story;
    private readonly Steps _steps;
    private readonly SteppedTime _time = new(Day.Begin);
    private readonly StepScheduler _world;
    private readonly Weather _weather;
    private readonly OutsideBooks _books = new();
    private readonly IMachine _machine;
    private readonly Clients _clients;
    private readonly BadRequests _bad;
    private readonly List<Task> _plays = [];
    private readonly Dictionary<int, PlacedOrder> _orders;

    private SimulatedDay(Day day, string root, Story story)
    {
        (_day, _story) = (day, story);
        _steps = new Steps(new Random(day.Seed));
        story.Follow(() => _time.Now);
        _world = new StepScheduler(_steps);
        var time = _time.Of(_world);
        _weather = new Weather(time);
        _machine = Machines[day.Engine](new Surroundings(day, root, _steps, _time, _world, _weather, _books, story));
        _clients = new Clients(_machine, time, story);
        _bad = new BadRequests(_machine, _clients, time, story);
        _orders = day.Entries.OfType<PlacedOrder>().ToDictionary(order => order.Number);
        var stories = new PaymentStories(_books.Provider, _machine, time, story);
        _books.OnNewPayment = (id, request) =>
        {
            var order = _orders[Clients.OrderOf(request.CustomerId)];
            var dice = new Random(order.Dice);
            Play(() => stories.PlayAsync(id, order.Payment, EmbeddedProcess.PaymentTimeout, dice));
        };
    }

    /// <summary>Runs a day in a folder of its own, which is deleted again.</summary>
    public static DayResult Run(Day day, Story story)
    {
        var root = Directory.CreateTempSubdirectory("simulated-day-").FullName;
        try
        {
            using var run = new SimulatedDay(day, root, story);
            return run.Run();
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    public void Dispose() => _machine.Dispose();

    private DayResult Run()
    {
        var findings = new List<string>();
        var hash = "";
        try
        {
            _steps.WatchPool();
            _ = _world.PostAsync(() => _machine.StartAsync());
            foreach (var entry in _day.Entries)
            {
                Play(() => BeginAsync(entry));
            }

            Pass(_day.Entries.Count == 0 ? Evening : _day.Entries[^1].At + Evening);
            PutRight(findings);
            findings.AddRange(Judge());
            hash = _machine.IsUp ? _machine.Hash() : hash;
            _steps.ThrowIfEscaped();
        }
        catch (EscapedException error)
        {
            findings.Add(error.Message);
        }

        return new DayResult(_day, findings, hash, _steps.Trace, _steps.Count, _machine.Lives, _clients.Record.Orders.Count);
    }

    private async Task BeginAsync(DayEntry entry)
    {
        await Task.Delay(entry.At, _time.Of(_world));
        switch (entry)
        {
            case PlacedOrder order:
                await _clients.PlaceAsync(order);
                break;
            case OutsideEvent one:
                await _clients.SendAsync(one);
                break;
            case Cancellation cancellation:
                await _clients.CancelAsync(cancellation);
                break;
            case BadRequest bad:
                await _bad.SendAsync(bad);
                break;
            case OperatorRound:
                await _clients.PutRightAsync();
                break;
            case Fault fault:
                _story.Tell("weather", $"{fault.Where} {fault.How} for {fault.For:c}, {fault.Share} of 100");
                _weather.Begin(fault);
                break;
            case Death death:
                _machine.Await(death);
                break;
            case ClockJump jump:
                _story.Tell("machine", $"the clock is set by {jump.By:c}");
                _time.Skew += jump.By;
                break;
            default:
                throw new InvalidOperationException($"Nobody knows what to do with {entry}.");
        }
    }

    private void Play(Func<Task> play) => _plays.Add(_world.PostAsync(play));

    // Everything that is ready runs before time passes.
    private void Pass(TimeSpan until)
    {
        do
        {
            while (_steps.Next())
            {
                _machine.OnStep();
            }

            _machine.OnIdle();
        }
        while (_steps.HasReady || _time.PassTo(Day.Begin + until));
    }

    // What operators do in the evening, in fair weather and on a clock that is right again, until nothing is left to do.
    private void PutRight(List<string> findings)
    {
        _weather.IsFair = true;
        _time.Skew = TimeSpan.Zero;
        Pass(_time.Now - Day.Begin + Evening + _machine.Aftermath);
        for (var round = 0; round < MaxRounds; round++)
        {
            var put = _world.PostAsync(_clients.PutRightAsync);
            Pass(_time.Now - Day.Begin + Evening);
            if (put.IsCompletedSuccessfully && put.Result == 0)
            {
                return;
            }
        }

        findings.Add("Something never comes right, however often operators resume and replay.");
    }

    // What is read is read at once: no time passes.
    private IEnumerable<string> Judge()
    {
        foreach (var play in _plays.Where(play => play.IsFaulted))
        {
            yield return $"The simulation itself failed: {play.Exception!.InnerException}";
        }

        foreach (var line in _machine.Broken.Concat(_clients.Refused).Concat(_bad.Taken).Distinct())
        {
            yield return line;
        }

        if (!_machine.IsUp)
        {
            yield return "No process runs in the evening.";
            yield break;
        }

        var reading = _world.PostAsync(_machine.ReadAsync);
        Pass(_time.Now - Day.Begin);
        var snapshot = reading.GetAwaiter().GetResult() with { Clients = _clients.Record };
        foreach (var check in AuditRules.Run(snapshot).Checks.Where(check => !check.Ok))
        {
            yield return $"{check.Name}: {check.Detail}";
        }
    }
}

/// <summary>How a day went.</summary>
/// <param name="Day">The day.</param>
/// <param name="Findings">What broke a promise; none on a good day.</param>
/// <param name="Hash">A hash of everything that the pipeline kept.</param>
/// <param name="Trace">A hash of every step's choice.</param>
/// <param name="Steps">How many steps were taken.</param>
/// <param name="Lives">How many folders processes ran in.</param>
/// <param name="Orders">How many orders were accepted.</param>
internal sealed record DayResult(
    Day Day, IReadOnlyList<string> Findings, string Hash, ulong Trace, long Steps, int Lives, int Orders)
{
    public bool IsGood => Findings.Count == 0;

    /// <summary>One line; the same day gives the same one in every process.</summary>
    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Day.Seed}: {(IsGood ? "good" : "BAD")} {Hash} {Trace:x16} {Steps} steps, {Lives} lives, {Orders} orders");
}
