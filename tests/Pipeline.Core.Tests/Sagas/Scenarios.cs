using FsCheck;
using FsCheck.Fluent;
using Pipeline.Fulfilment;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

/// <summary>Generates scenarios and checks properties on them.</summary>
internal static class Scenarios
{
    /// <summary>Set to the <c>seed,gamma,size</c> that a failed property printed, to see that case again.</summary>
    private const string ReplayVariable = "PIPELINE_REPLAY";

    private static readonly RetryPolicy Brief = new(3, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(4));

    private static readonly Gen<bool> Bool = Gen.Elements(true, false);

    private static readonly Gen<Move> Moves = Gen.Frequency(
        (24, Of(MoveKind.Succeed)),
        (4, Of(MoveKind.FailTransiently)),
        (2, Of(MoveKind.FailPermanently)),
        (6, Of(MoveKind.Deadline)),
        (8, Of(MoveKind.SuccessEvent)),
        (2, Of(MoveKind.FailureEvent)),
        (1, Of(MoveKind.Cancel)),
        (1, Of(MoveKind.Noise)),
        (1, Of(MoveKind.StartAgain)),
        (3, Of(MoveKind.Duplicate)),
        (2, Of(MoveKind.StaleResult)),
        (1, Of(MoveKind.StaleDeadline)),
        (2, Of(MoveKind.Resume)));

    public static Gen<SagaDefinition> Definitions { get; } = Gen.Frequency(
        (1, Gen.Constant(OrderSaga.Define(TimeSpan.FromMinutes(15)))), (3, Made()));

    private static readonly Gen<Scenario> All =
        from definition in Definitions
        from moves in Moves.ArrayOf()
        select new Scenario(definition, [.. moves]);

    /// <summary>Checks the property on that many scenarios; a failure prints the smallest one found and the seed of the run.</summary>
    public static void Check(int cases, Action<Scenario> property) => Check(cases, Arb.From(All, Smaller), property);

    public static void Check<T>(int cases, Arbitrary<T> values, Action<T> property)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(cases).WithEndSize(80);
        if (Environment.GetEnvironmentVariable(ReplayVariable)?.Split(',') is [var seed, var gamma, var size])
        {
            config = config.WithReplay(ulong.Parse(seed, null), ulong.Parse(gamma, null), int.Parse(size, null));
        }

        Prop.ForAll(values, property).Check(config);
    }

    private static Gen<Move> Of(MoveKind kind) => Gen.Choose(0, 999).Select(pick => new Move(kind, pick));

    private static Gen<SagaDefinition> Made() =>
        from count in Gen.Choose(1, 6)
        from steps in Gen.Choose(0, 11).ArrayOf(count)
        from cancel in Bool
        from close in Bool
        from tell in Bool
        select new SagaDefinition(
            "Made", 1, "started", [.. steps.Select(Step)], cancel ? "cancel" : null, close ? "close" : null, tell ? "tell" : null)
        {
            UndoRetry = Brief,
        };

    // Half of the steps wait, two of three have an undo, one of four is delayed.
    private static SagaStep Step(int kind, int index) => new(
        $"do-{index}",
        kind % 3 == 0 ? null : $"undo-{index}",
        kind % 2 == 0 ? new SagaWait($"ok-{index}", $"bad-{index}", TimeSpan.FromMinutes(15)) : null,
        kind % 4 == 3 ? TimeSpan.FromHours(1) : null)
    {
        Retry = Brief,
    };

    private static IEnumerable<Scenario> Smaller(Scenario scenario)
    {
        for (var length = scenario.Moves.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= scenario.Moves.Length; start += length)
            {
                yield return scenario with { Moves = scenario.Moves.RemoveRange(start, length) };
            }
        }

        if (scenario.Moves.Length == 1)
        {
            yield return scenario with { Moves = [] };
        }
    }
}
