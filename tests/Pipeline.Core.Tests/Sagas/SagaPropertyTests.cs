using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

/// <summary>Properties that hold for every definition, whatever happens to an instance in whatever order.</summary>
public class SagaPropertyTests
{
    [Fact]
    public void Undos_run_in_reverse_of_their_registration_and_leave_nothing_standing() => Scenarios.Check(2_000, scenario =>
    {
        var run = new SagaRun(scenario.Definition);
        var model = new UndoModel(run);
        foreach (var move in scenario.Moves)
        {
            run.Play(move);
        }

        run.Settle();
        model.AssertBalanced(run.State);
    });

    [Fact]
    public void Each_undo_runs_once_and_once_more_for_a_late_success_at_most() => Scenarios.Check(1_000, scenario =>
    {
        var run = new SagaRun(scenario.Definition);
        var model = new UndoModel(run);
        foreach (var move in scenario.Moves)
        {
            run.Play(move);
        }

        run.Settle();
        for (var i = 0; i < scenario.Definition.Steps.Length; i++)
        {
            var undo = scenario.Definition.Steps[i].Undo;
            Assert.InRange(model.Undone.Count(undone => undone == undo), 0, 1 + model.Successes(i));
        }
    });

    [Fact]
    public void Duplicates_and_stale_inputs_change_nothing() => Scenarios.Check(1_000, scenario =>
    {
        var run = new SagaRun(scenario.Definition);
        foreach (var move in scenario.Moves)
        {
            var before = run.State;
            run.Play(move);
            if (move.Kind is MoveKind.StaleResult or MoveKind.StaleDeadline or MoveKind.StartAgain)
            {
                Assert.Same(before, run.State);
            }
        }

        AssertInert(run, scenario);
        run.Settle();
        AssertInert(run, scenario);
    });

    [Fact]
    public void Second_delivery_of_every_input_leads_to_the_same_end() => Scenarios.Check(1_000, scenario =>
    {
        var once = new SagaRun(scenario.Definition);
        var twice = new SagaRun(scenario.Definition);
        once.Observer = (_, input, _) =>
        {
            twice.Now = once.Now;
            twice.Feed(input);
            var after = twice.State;
            if (input is not Resumed)
            {
                twice.Feed(input);
                Assert.Same(after, twice.State);
            }
        };
        foreach (var move in scenario.Moves)
        {
            once.Play(move);
        }

        Assert.Equal(SagaNext.Of(once.State), SagaNext.Of(twice.State));
        Assert.Equal(SagaRun.Json(once.State), SagaRun.Json(twice.State));
    });

    [Fact]
    public void Saga_always_ends() => Scenarios.Check(1_000, scenario =>
    {
        var run = new SagaRun(scenario.Definition);
        foreach (var move in scenario.Moves)
        {
            run.Play(move);
        }

        // Per step: act, wait and delay; per undo: one run, and one more that a late success asks for; close, tell, resume.
        Assert.InRange(run.Settle(), 0, 5 * scenario.Definition.Steps.Length + 5);
    });

    [Fact]
    public void Saga_has_the_same_future_when_it_was_stored_in_between() => Scenarios.Check(500, scenario =>
    {
        var kept = new SagaRun(scenario.Definition);
        var stored = new SagaRun(scenario.Definition) { Stored = true };
        foreach (var move in scenario.Moves)
        {
            kept.Play(move);
            stored.Play(move);
            Assert.Equal(SagaNext.Of(kept.State), SagaNext.Of(stored.State));
        }

        Assert.Equal(kept.Settle(), stored.Settle());
        Assert.Equal(SagaRun.Json(kept.State), SagaRun.Json(stored.State));
    });

    // Every input that was fed, and every result and deadline of an earlier turn, leaves the later state unchanged.
    private static void AssertInert(SagaRun run, Scenario scenario)
    {
        var fed = new List<SagaInput>();
        var again = new SagaRun(scenario.Definition) { Observer = (_, input, _) => fed.Add(input) };
        foreach (var move in scenario.Moves)
        {
            again.Play(move);
        }

        var earlier = Enumerable.Range(0, (int)run.State.Turn).SelectMany(turn => new SagaInput[]
        {
            new ActivitySucceeded(turn), new ActivityFailed(turn, new Pipeline.Failures.Transient("down", "It is down.")),
            new DeadlinePassed(turn),
        });
        foreach (var input in fed.Where(input => input is not Resumed || run.State.Phase != SagaPhase.NeedsAttention).Concat(earlier))
        {
            Assert.Same(run.State, SagaDecider.Decide(run.Definition, run.State, input, run.Now));
        }
    }
}
