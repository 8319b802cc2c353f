using FsCheck;
using FsCheck.Fluent;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

/// <summary>Successes that arrive before the saga waits for them, in any order and place.</summary>
public class EarlyEventPropertyTests
{
    private static readonly Arbitrary<(SagaDefinition Definition, int[] Order, int[] Places)> Deliveries = Arb.From(
        from definition in Scenarios.Definitions
        from order in Gen.Shuffle(Enumerable.Range(0, definition.Steps.Length))
        from places in Gen.Choose(0, 12).ArrayOf(definition.Steps.Length)
        select (definition, order, places));

    [Fact]
    public void Order_of_early_successes_makes_no_difference() => Scenarios.Check(1_000, Deliveries, delivery =>
    {
        var inTime = new SagaRun(delivery.Definition);
        var inTimeActs = Acts(inTime);
        var early = new SagaRun(delivery.Definition);
        var earlyActs = Acts(early);

        Go(inTime, _ => { });
        Go(early, turn =>
        {
            foreach (var step in delivery.Order
                .Where(step => delivery.Places[step] == turn && delivery.Definition.Steps[step].Wait is not null))
            {
                early.Feed(delivery.Definition.Steps[step].Wait!.Success, $"success-{step}");
            }
        });

        Assert.Equal(inTimeActs, earlyActs);
        Assert.Equal(SagaPhase.Completed, inTime.State.Phase);
        Assert.Equal(SagaPhase.Completed, early.State.Phase);
        Assert.False(early.State.HadCompleted);
    });

    [Fact]
    public void Step_never_waits_when_its_success_is_known() => Scenarios.Check(1_000, Deliveries, delivery =>
    {
        var run = new SagaRun(delivery.Definition);
        foreach (var step in delivery.Order.Where(step => delivery.Definition.Steps[step].Wait is not null))
        {
            run.Feed(delivery.Definition.Steps[step].Wait!.Success);
        }

        run.Observer = (_, _, after) => Assert.NotEqual(SagaMode.Awaiting, after.Mode);
        run.Settle();
        Assert.Equal(SagaPhase.Completed, run.State.Phase);
    });

    // Everything succeeds; a success still missing when its step waits for it is delivered then.
    private static void Go(SagaRun run, Action<int> deliver)
    {
        for (var turn = 0; run.State.Phase == SagaPhase.Running; turn++)
        {
            deliver(turn);
            if (run.State.Mode == SagaMode.Awaiting)
            {
                run.Feed(run.Definition.Steps[run.State.Step].Wait!.Success, $"success-{run.State.Step}");
            }
            else if (SagaNext.Of(run.State) is SagaNext.Act)
            {
                run.Succeed();
            }
            else
            {
                run.PassDeadline();
            }
        }
    }

    private static List<string> Acts(SagaRun run)
    {
        List<string> acts = run.State.Mode == SagaMode.Acting ? [run.State.Activity!] : [];
        run.Observer = (before, _, after) =>
        {
            if (after.Mode == SagaMode.Acting && after.Turn != before.Turn)
            {
                acts.Add(after.Activity!);
            }
        };
        return acts;
    }
}
