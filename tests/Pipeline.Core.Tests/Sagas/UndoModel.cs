using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

/// <summary>
/// Predicts, from inputs and phases alone, which undo must run next: the last one registered, and once more for every success that came
/// too late for the undos still waiting. It also records when effects happened and undos began, to check that each effect is undone.
/// </summary>
internal sealed class UndoModel
{
    private readonly SagaDefinition _definition;
    private readonly List<string> _owed = [];
    private readonly HashSet<string> _seen = [];
    private readonly HashSet<int> _acted = [];
    private readonly Dictionary<int, int> _successes = [];
    private readonly Dictionary<int, int> _lastEffect = [];
    private readonly Dictionary<string, int> _lastUndo = [];
    private int _clock;
    private int _actingSince;

    public UndoModel(SagaRun run)
    {
        _definition = run.Definition;
        Began(null, run.State);
        run.Observer += Observe;
    }

    /// <summary>The undos that ran to their end, in order.</summary>
    public List<string> Undone { get; } = [];

    /// <summary>How many distinct successes of the step's event arrived.</summary>
    public int Successes(int step) => _successes.GetValueOrDefault(step);

    public void Observe(SagaState before, SagaInput input, SagaState after)
    {
        _clock++;
        if (input is EventArrived arrived && arrived.EventName != _definition.StartedBy && _seen.Add(arrived.EventId))
        {
            Arrived(before, arrived.EventName);
        }

        if (input is ActivitySucceeded && before.Phase == SagaPhase.Compensating && after.Turn != before.Turn && IsUndo(before))
        {
            Undone.Add(before.Activity!);
            _lastUndo[before.Activity!] = _actingSince;
            _owed.RemoveAt(_owed.Count - 1);
        }

        if (before.Phase == SagaPhase.Running && after.Phase == SagaPhase.Compensating)
        {
            TurnedBack(after);
        }

        Began(before, after);
    }

    /// <summary>Nothing that took effect is left standing, except what a completed saga is for.</summary>
    public void AssertBalanced(SagaState ended)
    {
        for (var i = 0; i < _definition.Steps.Length; i++)
        {
            var undo = _definition.Steps[i].Undo;
            var mustBeUndone = ended.Phase == SagaPhase.Compensated ? _lastEffect.ContainsKey(i) : Successes(i) > 1;
            if (undo is not null && mustBeUndone)
            {
                Assert.True(_lastUndo.GetValueOrDefault(undo, -1) >= _lastEffect[i], $"{_definition.Steps[i].Activity} is left standing.");
            }
        }

        Assert.True(ended.Phase == SagaPhase.Completed && !ended.HadCompleted || _owed.Count == 0, $"Not run: {string.Join(", ", _owed)}");
    }

    private void Arrived(SagaState before, string name)
    {
        var step = _definition.Steps.ToList().FindIndex(candidate => candidate.Wait?.Success == name);
        if (step < 0)
        {
            return;
        }

        _successes[step] = Successes(step) + 1;
        _lastEffect[step] = _clock;
        if (before.Phase != SagaPhase.Running && _definition.Steps[step].Undo is { } undo)
        {
            Late(before, undo);
        }
    }

    private void Late(SagaState before, string undo)
    {
        if (before.Phase.IsEnded())
        {
            _owed.Clear();
        }

        var running = before.Phase == SagaPhase.Compensating && IsUndo(before);
        if (!_owed.SkipLast(running ? 1 : 0).Contains(undo))
        {
            _owed.Insert(_owed.Count - (running ? 1 : 0), undo);
        }
    }

    private void TurnedBack(SagaState after)
    {
        var completed = after.HadCompleted;
        _owed.RemoveAll(_ => completed);
        for (var i = 0; i < _definition.Steps.Length; i++)
        {
            var undo = _definition.Steps[i].Undo;
            if (undo is not null && (completed ? Successes(i) > 1 : Successes(i) > 0 && !_acted.Contains(i)))
            {
                _owed.Add(undo);
            }
        }
    }

    private void Began(SagaState? before, SagaState after)
    {
        if (after.Mode != SagaMode.Acting || after.Turn == before?.Turn)
        {
            return;
        }

        _actingSince = _clock;
        if (after.Phase == SagaPhase.Running)
        {
            Assert.Equal(_definition.Steps[after.Step].Activity, after.Activity);
            _lastEffect[after.Step] = _clock;
            if (_acted.Add(after.Step) && _definition.Steps[after.Step].Undo is { } undo)
            {
                _owed.Add(undo);
                Assert.Equal(undo, after.Undo[^1]);
            }
        }
        else if (after.Phase == SagaPhase.Compensating)
        {
            var next = _owed.Count > 0 ? _owed[^1] : _definition.AfterCompensation;
            Assert.Equal(after.Attempt > 1 ? before!.Activity : next, after.Activity);
        }
    }

    private bool IsUndo(SagaState state) => state.Activity != _definition.AfterCompensation || _definition.AfterCompensation is null;
}
