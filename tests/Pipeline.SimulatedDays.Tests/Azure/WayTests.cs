using Pipeline.SimulatedDays.Azure;
using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.Scheduling;
using Pipeline.SimulatedDays.World;

namespace Pipeline.SimulatedDays.Tests.Azure;

public sealed class WayTests
{
    private readonly Steps _steps = new(new Random(1));
    private readonly SteppedTime _time = new(Day.Begin);
    private readonly StepScheduler _scheduler;
    private readonly Weather _weather;
    private int _effects;

    public WayTests()
    {
        _scheduler = new StepScheduler(_steps);
        _weather = new Weather(_time.Of(_scheduler));
    }

    [Theory]
    [InlineData(null, 1, true)]
    [InlineData(nameof(FaultKind.Down), 0, false)]
    [InlineData(nameof(FaultKind.Wrong), 0, false)]
    [InlineData(nameof(FaultKind.AnswerLost), 1, false)]
    [InlineData(nameof(FaultKind.Slow), 1, true)]
    public void Weather_befalls_a_call_before_or_after_its_effect(string? fault, int effects, bool isAnswered)
    {
        if (fault is not null)
        {
            _weather.Begin(new Fault(TimeSpan.Zero, 1, FaultyPart.Hub, Enum.Parse<FaultKind>(fault), TimeSpan.FromHours(1), 100));
        }

        var call = Call(new Way(_weather, _time.Of(_scheduler), new Random(1)));
        Run();

        Assert.Equal((effects, isAnswered), (_effects, call.IsCompletedSuccessfully));
        Assert.Equal(!isAnswered, call.Exception?.InnerException is HubUnavailableException);
    }

    [Fact]
    public void Instance_can_die_between_the_effect_of_a_call_and_its_answer()
    {
        var call = Call(new Way(_weather, _time.Of(_scheduler), new Random(1)));
        while (_effects == 0)
        {
            Assert.True(_steps.Next() || _time.PassTo(Day.Begin + TimeSpan.FromHours(1)));
        }

        _scheduler.Kill();
        Run();

        Assert.False(call.IsCompleted);
    }

    [Fact]
    public void Short_way_takes_no_time_and_meets_no_weather()
    {
        _weather.Begin(new Fault(TimeSpan.Zero, 1, FaultyPart.Hub, FaultKind.Down, TimeSpan.FromHours(1), 100));

        var call = Call(new Way(_weather, _time.Of(_scheduler), new Random(1)) { IsShort = true });
        Run();

        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal(Day.Begin, _time.Now);
    }

    private Task<int> Call(Way way)
    {
        // The test runner's own context would take what is yielded.
        SynchronizationContext.SetSynchronizationContext(null);
        return _scheduler.PostAsync(() => way.CallAsync(
            FaultyPart.Hub, () => Task.FromResult(++_effects), fault => new HubUnavailableException($"{fault}"), default));
    }

    private void Run()
    {
        while (_steps.Next() || _time.PassTo(Day.Begin + TimeSpan.FromHours(1)))
        {
        }
    }
}
