using System.Collections.Immutable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Pipeline.AzurePath.TaskHub;

/// <summary>
/// A task hub in memory, deterministic: orchestrators run in the calling thread as soon as there is something to tell them, each time
/// from their beginning; activities run and timers fire only in <see cref="RunAsync"/>, by the clock that it is given.
/// </summary>
public sealed class TestOrchestrations(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TestInstance> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = [];
    private readonly Dictionary<string, Func<string?, Task<string?>>> _activities = [];

    /// <summary>While set, inputs pile up; <see cref="RunAsync"/>, or the next input once it is cleared, delivers them together.</summary>
    public bool Hold { get; set; }

    /// <summary>Called while <see cref="Hold"/> is set, when an instance has something to be told.</summary>
    public Action<TestInstance> OnHeld { get; set; } = _ => { };

    /// <summary>Takes what an instance asks for; by default it is kept for <see cref="RunAsync"/>.</summary>
    internal Action<TestInstance, OrchestrationAction> OnAsked { get; set; } = Keep;

    public DurableTaskClient Client => new TestClient(this);

    /// <summary>When the next timer fires; null when none is set.</summary>
    public DateTimeOffset? NextDue => All.SelectMany(instance => instance.Timers).Min(timer => (DateTimeOffset?)timer.FireAt);

    public IReadOnlyList<TestInstance> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _instances.Values];
            }
        }
    }

    public TestOrchestrations Orchestrator<TOutput>(string name, Func<TaskOrchestrationContext, Task<TOutput>> run)
    {
        _orchestrators[name] = async context => await run(context);
        return this;
    }

    public TestOrchestrations Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run)
    {
        _activities[name] = async input =>
            JsonDataConverter.Default.Serialize(await run(JsonDataConverter.Default.Deserialize<TInput>(input)!));
        return this;
    }

    public TestInstance? Find(string id)
    {
        lock (_lock)
        {
            return _instances.GetValueOrDefault(id);
        }
    }

    /// <summary>Makes an instance; false when one of that id is running.</summary>
    public bool TrySchedule(string orchestrator, string id, string? input)
    {
        lock (_lock)
        {
            if (_instances.TryGetValue(id, out var known) && known.IsActive)
            {
                return false;
            }

            var instance = _instances[id] = new TestInstance(orchestrator, id, input, time.GetUtcNow());
            TellUnlessHeld(instance);
            return true;
        }
    }

    /// <summary>Raises an event to an instance; one that does not exist or does not run never sees it.</summary>
    public void Raise(string id, string name, string? json) => Tell(id, HistoryEvent.Raised(name, json));

    /// <summary>Delivers what piled up, fires what is due and runs activities until nothing is left.</summary>
    public async Task RunAsync()
    {
        while (TellHeld() || FireDue() || await RunNextAsync())
        {
        }
    }

    /// <summary>Runs the activity that was asked for first; false when none is.</summary>
    public async Task<bool> RunNextAsync()
    {
        if (TakeCall() is not var (instance, call))
        {
            return false;
        }

        HistoryEvent result;
        try
        {
            result = HistoryEvent.Completed(call.TaskId, await _activities[call.Name](call.Input));
        }
        catch (Exception error)
        {
            result = HistoryEvent.Failed(call.TaskId, error.Message);
        }

        Tell(instance.Id, result);
        return true;
    }

    /// <summary>Delivers what piled up for one instance, if anything did.</summary>
    public void TellHeld(TestInstance instance)
    {
        lock (_lock)
        {
            if (HasHeld(instance))
            {
                TellNow(instance);
            }
        }
    }

    /// <summary>Tells an instance what came of something that it asked for, unless it has ended or begun anew since.</summary>
    public void Report(TestInstance asked, int renewals, HistoryEvent what)
    {
        if (Find(asked.Id) == asked && asked.Renewals == renewals)
        {
            Tell(asked.Id, what);
        }
    }

    /// <summary>Stops an instance from outside, as an operator can.</summary>
    public void Terminate(string id)
    {
        lock (_lock)
        {
            _instances[id].Status = OrchestrationRuntimeStatus.Terminated;
        }
    }

    private void Tell(string id, HistoryEvent told)
    {
        lock (_lock)
        {
            if (_instances.TryGetValue(id, out var instance) && instance.IsActive)
            {
                instance.Inbox.Add(told);
                TellUnlessHeld(instance);
            }
        }
    }

    private (TestInstance Instance, OrchestrationAction.Call Call)? TakeCall()
    {
        lock (_lock)
        {
            if (_instances.Values.FirstOrDefault(instance => instance.IsActive && instance.Calls.Count > 0) is not { } instance)
            {
                return null;
            }

            var call = instance.Calls[0];
            instance.Calls.RemoveAt(0);
            return (instance, call);
        }
    }

    private bool TellHeld()
    {
        lock (_lock)
        {
            var waiting = _instances.Values.Where(HasHeld).ToArray();
            Array.ForEach(waiting, TellNow);
            return waiting.Length > 0;
        }
    }

    private static bool HasHeld(TestInstance instance) =>
        instance.IsActive && (instance.Inbox.Count > 0 || instance.History.Count == 0);

    private bool FireDue()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var instance in _instances.Values.Where(instance => instance.IsActive).ToArray())
            {
                var due = instance.Timers.FindAll(timer => timer.FireAt <= now).OrderBy(timer => timer.FireAt).ToArray();
                instance.Timers.RemoveAll(due.Contains);
                instance.Inbox.AddRange(due.Select(timer => HistoryEvent.Fired(timer.TaskId)));
                if (due.Length > 0)
                {
                    TellNow(instance);
                    return true;
                }
            }

            return false;
        }
    }

    private void TellUnlessHeld(TestInstance instance) => (Hold ? OnHeld : TellNow)(instance);

    private void TellNow(TestInstance instance)
    {
        var execution = new Execution(instance.Name, instance.Id, instance.Input, _orchestrators[instance.Name]);
        instance.History.ForEach(execution.Replay);
        ImmutableArray<HistoryEvent> events = [.. instance.Inbox];
        instance.Inbox.Clear();
        var at = time.GetUtcNow();
        var actions = execution.Go(at, events);
        instance.History.Add(new Episode(at, events, [.. actions.Select(action => action.ToString())]));
        (instance.Status, instance.CustomStatus, instance.UpdatedAt) = (OrchestrationRuntimeStatus.Running, execution.CustomStatus, at);
        actions.ToList().ForEach(action => OnAsked(instance, action));
        Close(instance, actions.LastOrDefault(), execution.CarriedOver, at);
    }

    private static void Keep(TestInstance instance, OrchestrationAction asked)
    {
        instance.Calls.AddRange(asked is OrchestrationAction.Call call ? [call] : []);
        instance.Timers.AddRange(asked is OrchestrationAction.Timer timer ? [timer] : []);
    }

    private void Close(TestInstance instance, OrchestrationAction? last, List<HistoryEvent> carriedOver, DateTimeOffset at)
    {
        switch (last)
        {
            case OrchestrationAction.Complete complete:
                (instance.Status, instance.Output) = (OrchestrationRuntimeStatus.Completed, complete.Output);
                break;
            case OrchestrationAction.Fail fail:
                (instance.Status, instance.Error) = (OrchestrationRuntimeStatus.Failed, fail.Error);
                break;
            case OrchestrationAction.ContinueAsNew next:
                instance.StartOver(next.Input, carriedOver, at);
                TellNow(instance);
                break;
        }
    }
}
