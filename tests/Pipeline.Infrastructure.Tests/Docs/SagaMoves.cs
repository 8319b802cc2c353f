using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Sagas;

namespace Pipeline.Infrastructure.Tests.Docs;

/// <summary>A move of a saga from one state to another, and what made it move; empty when that is only that its activity is done.</summary>
internal sealed record SagaMove(SagaState From, SagaState To, string Because);

/// <summary>
/// Every move that a saga's definition allows, found by feeding each state that can be reached every input that could change it.
/// Turns and times are left out of account, and an awaited success comes twice at most, so the walk ends.
/// </summary>
internal sealed class SagaMoves(SagaDefinition definition)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly SagaWait[] _waits = [.. definition.Steps.Select(step => step.Wait).OfType<SagaWait>()];

    /// <summary>The state that an instance starts in.</summary>
    public SagaState Start { get; } = SagaDecider.Start(definition, new SagaStart("saga", null, Trace.None), Now);

    /// <summary>The moves when each awaited event comes while the saga waits for it.</summary>
    public IReadOnlyList<SagaMove> InOrder() => Walk(inOrder: true);

    /// <summary>The moves when awaited events may come at any time, and successes twice.</summary>
    public IReadOnlyList<SagaMove> AtAnyTime() => Walk(inOrder: false);

    private List<SagaMove> Walk(bool inOrder)
    {
        var moves = new List<SagaMove>();
        var seen = new HashSet<string> { Key(Start) };
        var next = new Queue<SagaState>([Start]);
        while (next.TryDequeue(out var state))
        {
            foreach (var (input, because) in Inputs(state, inOrder))
            {
                var after = SagaDecider.Decide(definition, state, input, Now);
                moves.Add(new SagaMove(state, after, because(after)));
                if (seen.Add(Key(after)))
                {
                    next.Enqueue(after);
                }
            }
        }

        return moves;
    }

    private IEnumerable<(SagaInput Input, Func<SagaState, string> Because)> Inputs(SagaState state, bool inOrder)
    {
        if (state.Mode == SagaMode.Acting)
        {
            yield return (new ActivitySucceeded(state.Turn), after => WhyAfterSuccess(state, after));
            yield return (new ActivityFailed(state.Turn, new Permanent("spent", "Its attempts are spent.")), _ => "failed");
            if (state.Attempt == 1)
            {
                yield return (new ActivityFailed(state.Turn, new Transient("busy", "Later.")), _ => "failed");
            }
        }

        if (state.Deadline is not null)
        {
            yield return (new DeadlinePassed(state.Turn), _ => state.Mode == SagaMode.Awaiting ? "timed out" : "");
        }

        if (definition.CancelledBy is { } cancel)
        {
            yield return (new EventArrived(cancel, cancel), _ => cancel);
        }

        foreach (var name in _waits.SelectMany(wait => new[] { wait.Success, wait.Failure }))
        {
            var isAwaited = state.Mode == SagaMode.Awaiting && definition.Steps[state.Step].Wait is { } wait
                && (wait.Success == name || wait.Failure == name);
            if (isAwaited || !inOrder)
            {
                yield return (new EventArrived(name, name), _ => name);
            }

            if (!inOrder && _waits.Any(wait => wait.Success == name))
            {
                yield return (new EventArrived(name + "-2", name), _ => name);
            }
        }

        if (state.Phase == SagaPhase.NeedsAttention)
        {
            yield return (new Resumed(), _ => "resumed");
        }
    }

    // What an activity's success leads to may be due to an event that was remembered until then.
    private string WhyAfterSuccess(SagaState before, SagaState after)
    {
        if (after.Signals.Except(before.Signals).FirstOrDefault() is { } used)
        {
            return used.EventName;
        }

        return (before.Phase, after.Phase) is not (SagaPhase.Running, SagaPhase.Compensating) ? ""
            : before.CancelRequested ? definition.CancelledBy!
            : $"second {before.Signals.First(one => !one.Consumed && _waits.Any(wait => wait.Success == one.EventName)).EventName}";
    }

    private static string Key(SagaState state) => string.Join(
        '|',
        state.Phase,
        state.Mode,
        state.Step,
        state.Activity,
        Math.Min(state.Attempt, 2),
        string.Join(',', state.Undo),
        string.Join(',', state.Signals.Select(signal => $"{signal.EventId}{(signal.Consumed ? "!" : "")}").Order(StringComparer.Ordinal)),
        state.CancelRequested,
        state.HadCompleted);
}
