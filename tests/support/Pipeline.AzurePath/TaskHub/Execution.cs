using System.Collections.Immutable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace Pipeline.AzurePath.TaskHub;

/// <summary>
/// Runs an orchestrator from its beginning through a history, as the Durable worker does for each new batch of events: one
/// thread, no clock but the history's. What it asks for is held against what it had asked for before.
/// </summary>
public sealed class Execution
{
    private readonly OrchestratorThread _thread = new();
    private readonly ReplayContext _context;
    private readonly Func<TaskOrchestrationContext, Task<object?>> _orchestrator;
    private Task<object?>? _running;

    public Execution(string name, string instanceId, string? input, Func<TaskOrchestrationContext, Task<object?>> orchestrator)
    {
        _context = new ReplayContext(_thread, name, instanceId, input);
        _orchestrator = orchestrator;
    }

    public string? CustomStatus => _context.CustomStatus;

    /// <summary>Events that came after it had decided to continue as new; the next execution gets them.</summary>
    public List<HistoryEvent> CarriedOver { get; } = [];

    /// <summary>Goes through an episode that is history.</summary>
    /// <exception cref="NonDeterministicException">It asks for something else than it did.</exception>
    public void Replay(Episode episode)
    {
        _context.IsReplayingHistory = true;
        var actions = Go(episode.At, episode.Events).Select(action => action.ToString()).ToArray();
        if (!actions.SequenceEqual(episode.Actions))
        {
            throw new NonDeterministicException(
                $"At {episode.At:O} the history has [{string.Join("; ", episode.Actions)}], but now it is [{string.Join("; ", actions)}].");
        }
    }

    /// <summary>Goes through new events; the answer is what it asks for.</summary>
    internal ImmutableArray<OrchestrationAction> Go(DateTimeOffset at, ImmutableArray<HistoryEvent> events)
    {
        _context.Begin(at);
        if (_running is null)
        {
            _thread.Run(() => _running = _orchestrator(_context));
            End();
        }

        foreach (var told in events)
        {
            if (_running!.IsCompleted)
            {
                CarriedOver.Add(told);
                continue;
            }

            _thread.Run(() => _context.Tell(told));
            End();
        }

        _context.IsReplayingHistory = false;
        return [.. _context.Actions];
    }

    private void End()
    {
        if (!_running!.IsCompleted || _context.HasEnded)
        {
            return;
        }

        CarriedOver.AddRange(_context.TakeUnheard());
        _context.End(_running.IsCompletedSuccessfully
            ? new OrchestrationAction.Complete(JsonDataConverter.Default.Serialize(_running.Result))
            : new OrchestrationAction.Fail(_running.Exception?.InnerException?.ToString() ?? "cancelled"));
    }
}

/// <summary>An orchestrator decided differently when it was replayed.</summary>
public sealed class NonDeterministicException(string message) : Exception(message);
