using System.Collections.Immutable;
using Pipeline.Sagas;

namespace Pipeline.Core.Tests.Sagas;

/// <summary>A definition and what happens to an instance of it; a failed property prints its text.</summary>
public sealed record Scenario(SagaDefinition Definition, ImmutableArray<Move> Moves)
{
    public override string ToString() =>
        $"{Definition.Name} cancelled by {Definition.CancelledBy ?? "-"}, closes with {Definition.AfterCompensation ?? "-"}, " +
        $"tells {Definition.OnAttention ?? "-"}\n" +
        string.Concat(Definition.Steps.Select(step =>
            $"  {step.Activity} undo {step.Undo ?? "-"} wait {step.Wait?.Success ?? "-"} delay {step.Delay}\n")) +
        $"  moves: {string.Join(' ', Moves.Select(move => $"{move.Kind}:{move.Pick}"))}";
}
