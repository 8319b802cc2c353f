using System.Text.Json;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Sagas;

/// <summary>One running instance: turns moves into inputs, feeds them to the rules and shows every change to an observer.</summary>
internal sealed class SagaRun
{
    private readonly List<SagaInput> _fed = [];
    private int _events;

    public SagaRun(SagaDefinition definition)
    {
        Definition = definition;
        State = SagaDecider.Start(definition, new SagaStart("saga-1", null, new Trace("story", "cause")), Now);
    }

    public SagaDefinition Definition { get; }

    public SagaState State { get; private set; }

    public DateTimeOffset Now { get; set; } = Some.Now;

    /// <summary>Called with the state before, the input and the state after.</summary>
    public Action<SagaState, SagaInput, SagaState>? Observer { get; set; }

    /// <summary>When set, the state goes through its JSON after each input, as it does in a store.</summary>
    public bool Stored { get; init; }

    public static string Json(SagaState state) => JsonSerializer.Serialize(state, SagaJson.Default.SagaState);

    public static SagaState Read(string json) => JsonSerializer.Deserialize(json, SagaJson.Default.SagaState)!;

    public void Play(Move move) => Feed(Input(move));

    public void Feed(SagaInput input)
    {
        var before = State;
        var after = SagaDecider.Decide(Definition, before, input, Now);
        State = Stored ? Read(Json(after)) : after;
        _fed.Add(input);
        Observer?.Invoke(before, input, after);
    }

    public void Feed(string eventName, string? eventId = null) => Feed(new EventArrived(eventId ?? $"event-{_events++}", eventName));

    public void Succeed() => Feed(new ActivitySucceeded(State.Turn));

    public void Fail() => Feed(new ActivityFailed(State.Turn, new Permanent("refused", "It was refused.")));

    public void FailTransiently() => Feed(new ActivityFailed(State.Turn, new Transient("down", "It is down.")));

    public void PassDeadline()
    {
        Now = State.Deadline is { } deadline && deadline > Now ? deadline : Now;
        Feed(new DeadlinePassed(State.Turn));
    }

    /// <summary>Lets every activity succeed and every deadline pass, and an operator resume, until the saga ends.</summary>
    public int Settle()
    {
        var inputs = 0;
        while (!(State.Phase.IsEnded() && State.Mode == SagaMode.Idle))
        {
            Assert.True(++inputs <= 200, $"The saga does not end: {State}");
            switch (SagaNext.Of(State))
            {
                case SagaNext.Act:
                    Succeed();
                    break;
                case SagaNext.Wait:
                    PassDeadline();
                    break;
                default:
                    Feed(new Resumed());
                    break;
            }
        }

        return inputs;
    }

    private SagaInput Input(Move move)
    {
        switch (move.Kind)
        {
            case MoveKind.Succeed: return new ActivitySucceeded(State.Turn);
            case MoveKind.FailTransiently: return new ActivityFailed(State.Turn, new Transient("down", "It is down."));
            case MoveKind.FailPermanently: return new ActivityFailed(State.Turn, new Permanent("refused", "It was refused."));
            case MoveKind.Deadline:
                Now = State.Deadline is { } deadline && deadline > Now ? deadline : Now.AddSeconds(1);
                return new DeadlinePassed(State.Turn);
            case MoveKind.SuccessEvent: return Fresh(WaitOf(move.Pick)?.Success);
            case MoveKind.FailureEvent: return Fresh(WaitOf(move.Pick)?.Failure);
            case MoveKind.Cancel: return Fresh(Definition.CancelledBy);
            case MoveKind.StartAgain: return Fresh(Definition.StartedBy);
            case MoveKind.Duplicate: return _fed.Count == 0 ? Fresh(null) : _fed[move.Pick % _fed.Count];
            case MoveKind.StaleResult: return new ActivitySucceeded(move.Pick % State.Turn);
            case MoveKind.StaleDeadline: return new DeadlinePassed(move.Pick % State.Turn);
            case MoveKind.Resume: return new Resumed();
            default: return Fresh(null);
        }
    }

    private EventArrived Fresh(string? name) => new($"event-{_events++}", name ?? "noise");

    private SagaWait? WaitOf(int pick)
    {
        var waits = Definition.Steps.Select(step => step.Wait).OfType<SagaWait>().ToList();
        return waits.Count == 0 ? null : waits[pick % waits.Count];
    }
}
