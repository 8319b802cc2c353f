using Pipeline.SimulatedDays.Days;
using Pipeline.SimulatedDays.World;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>
/// The way from an instance of the app to a service and back: each takes a moment, in which anything else may happen, and the weather may
/// befall the call before or after its effect. The call itself is one step.
/// </summary>
/// <param name="weather">What fails just now.</param>
/// <param name="time">The instance's time.</param>
/// <param name="dice">What is left to chance.</param>
internal sealed class Way(Weather weather, TimeProvider time, Random dice)
{
    private const int MaxMilliseconds = 30;
    private const int MaxSlowSeconds = 20;

    /// <summary>Whether calls take no time: the audit reads everything at one moment.</summary>
    public bool IsShort { get; set; }

    /// <summary>Goes to a service; returns what befalls the rest of the call.</summary>
    public async Task<FaultKind?> GoAsync(FaultyPart part, CancellationToken cancellation)
    {
        if (IsShort)
        {
            return null;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(1, MaxMilliseconds)), time, cancellation);
        var fault = weather.On(part);
        if (fault != FaultKind.Slow || dice.Next(2) == 0)
        {
            return fault;
        }

        await DawdleAsync(cancellation);
        return null;
    }

    /// <summary>Comes back with the answer, if it is not lost.</summary>
    public async Task ComeBackAsync(FaultKind? fault, CancellationToken cancellation)
    {
        if (fault == FaultKind.Slow)
        {
            await DawdleAsync(cancellation);
        }
        else if (!IsShort)
        {
            await Task.Yield();
        }
    }

    /// <summary>Calls a service.</summary>
    /// <param name="part">The service.</param>
    /// <param name="call">The call, which does not suspend.</param>
    /// <param name="failure">What the service's client throws in the end.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<T> CallAsync<T>(
        FaultyPart part, Func<Task<T>> call, Func<FaultKind, Exception> failure, CancellationToken cancellation)
    {
        var fault = await GoAsync(part, cancellation);
        if (fault is FaultKind.Down or FaultKind.Wrong)
        {
            throw failure(fault.Value);
        }

        var result = await call();
        await ComeBackAsync(fault, cancellation);
        return fault == FaultKind.AnswerLost ? throw failure(fault.Value) : result;
    }

    public Task CallAsync(FaultyPart part, Func<Task> call, Func<FaultKind, Exception> failure, CancellationToken cancellation) =>
        CallAsync(
            part,
            async () =>
            {
                await call();
                return true;
            },
            failure,
            cancellation);

    private Task DawdleAsync(CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromSeconds(dice.Next(1, MaxSlowSeconds)), time, cancellation);
}
