using Pipeline.SimulatedDays.Scheduling;

namespace Pipeline.SimulatedDays.Azure;

/// <summary>What goes on in the world, whatever becomes of the app's instances.</summary>
internal sealed class WorldTasks(StepScheduler world)
{
    private readonly List<string> _failures = [];

    /// <summary>What failed, which nothing here may.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Begins work that knows nothing of what caused it, as a service knows nothing of its caller's asynchronous flow.</summary>
    public void Begin(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            _ = world.PostAsync(() => RunAsync(work));
        }
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is not EscapedException)
        {
            _failures.Add($"The simulation itself failed: {error}");
        }
    }
}
