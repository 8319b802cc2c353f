using Pipeline.Failures;
using Pipeline.SimulatedDays.Days;

namespace Pipeline.SimulatedDays.World;

/// <summary>Which parts outside the process fail just now.</summary>
internal sealed class Weather(TimeProvider time)
{
    private readonly List<(Fault Fault, DateTimeOffset Until, Random Dice)> _faults = [];

    /// <summary>Whether faults still happen; the end of a day is fair.</summary>
    public bool IsFair { get; set; }

    public void Begin(Fault fault) => _faults.Add((fault, time.GetUtcNow() + fault.For, new Random(fault.Dice)));

    /// <summary>What befalls a call of a part now; null when nothing does.</summary>
    public FaultKind? On(FaultyPart part)
    {
        var now = time.GetUtcNow();
        foreach (var (fault, until, dice) in _faults)
        {
            if (!IsFair && fault.Where == part && now < until && dice.Next(100) < fault.Share)
            {
                return fault.How;
            }
        }

        return null;
    }

    /// <summary>Has an effect of a part take place, unless the weather is against it.</summary>
    /// <exception cref="FailureException">The part is down or refuses, or its answer was lost.</exception>
    public async Task<T> CallAsync<T>(FaultyPart part, Random dice, Func<T> effect)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(1, 300)), time);
        var fault = On(part);
        if (fault == FaultKind.Down)
        {
            throw new FailureException(new Transient($"{part}-down", $"The {part} is down."));
        }

        if (fault == FaultKind.Wrong)
        {
            throw new FailureException(new Permanent($"{part}-refused", $"The {part} refuses."));
        }

        var result = effect();
        if (fault == FaultKind.Slow)
        {
            await Task.Delay(TimeSpan.FromSeconds(dice.Next(1, 20)), time);
        }

        return fault == FaultKind.AnswerLost
            ? throw new FailureException(new Transient($"{part}-silent", $"The {part} did not answer."))
            : result;
    }
}
