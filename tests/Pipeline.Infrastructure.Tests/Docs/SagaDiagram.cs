using System.Text;
using Pipeline.Sagas;

namespace Pipeline.Infrastructure.Tests.Docs;

/// <summary>
/// The states of a saga as a Mermaid diagram: its activities and waits, grouped by phase. A move within a phase joins two of them; the
/// moves from one phase to another are one arrow. "early" and "late" mark what happens only when an event comes out of turn.
/// </summary>
internal static class SagaDiagram
{
    public static string Of(SagaDefinition definition)
    {
        var moves = new SagaMoves(definition);
        var ordinary = Arrows(moves.InOrder()).ToLookup(arrow => (arrow.From, arrow.To), arrow => arrow.Because);
        var unusual = Arrows(moves.AtAnyTime())
            .Where(arrow => !ordinary.Contains((arrow.From, arrow.To)))
            .ToLookup(arrow => (arrow.From, arrow.To), arrow => OutOfTurn(definition, arrow));
        return Write(NodeOf(definition, moves.Start), [.. Lines(ordinary), .. Lines(unusual)]);

        IEnumerable<Arrow> Arrows(IEnumerable<SagaMove> all) => all
            .Select(move => new Arrow(NodeOf(definition, move.From), NodeOf(definition, move.To), move.Because))
            .Where(arrow => arrow.From != arrow.To)
            .Distinct();
    }

    // Only awaited events come early or late; what a saga that turns back does besides is due to a success that came late.
    private static string OutOfTurn(SagaDefinition definition, Arrow arrow)
    {
        var waits = definition.Steps.Select(step => step.Wait).OfType<SagaWait>().ToArray();
        return arrow.Because.Length == 0 ? $"late {string.Join(" or ", waits.Select(wait => wait.Success))}"
            : !waits.Any(wait => arrow.Because == wait.Success || arrow.Because == wait.Failure) ? arrow.Because
            : arrow.From.Phase == SagaPhase.Running ? $"early {arrow.Because}"
            : $"late {arrow.Because}";
    }

    private static string Write(Node start, IReadOnlyList<Line> lines)
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        var nodes = lines.SelectMany(line => new[] { line.From, line.To }).Distinct().ToArray();
        text.Append("  [*] --> ").Append(Id(start.Phase.Name())).Append('\n');
        foreach (var phase in nodes.GroupBy(node => node.Phase).Where(phase => !phase.Key.IsEnded()))
        {
            text.Append($"  state \"{phase.Key.Name()}\" as {Id(phase.Key.Name())} {{\n");
            foreach (var node in phase)
            {
                text.Append($"    state \"{node.Text}\" as {node.Id}\n");
            }

            if (phase.Contains(start))
            {
                text.Append($"    [*] --> {start.Id}\n");
            }

            foreach (var line in lines.Where(line => line.IsWithin && line.From.Phase == phase.Key))
            {
                text.Append($"    {line.From.Id} --> {line.To.Id}{line.Label}\n");
            }

            text.Append("  }\n");
        }

        foreach (var between in lines.Where(line => !line.IsWithin).GroupBy(line => (line.From.Phase, To: line.To.Phase)))
        {
            var label = Label(between.SelectMany(line => line.Reasons));
            text.Append($"  {Id(between.Key.Phase.Name())} --> {Id(between.Key.To.Name())}{label}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<Line> Lines(ILookup<(Node From, Node To), string> arrows) =>
        arrows.Select(arrow => new Line(arrow.Key.From, arrow.Key.To, [.. arrow.Distinct()]));

    // A retry and a pause belong to their activity.
    private static Node NodeOf(SagaDefinition definition, SagaState state) => new(state.Phase, state switch
    {
        { Mode: SagaMode.Idle } => state.Phase == SagaPhase.NeedsAttention ? "waits for a person" : state.Phase.Name(),
        { Mode: SagaMode.Awaiting } => $"waits for {definition.Steps[state.Step].Wait!.Success}",
        _ => state.Activity!,
    });

    // No label where it is enough that the activity is done.
    private static string Label(IEnumerable<string> reasons) =>
        reasons.Distinct().ToArray() is var all && all.Contains("") ? "" : $" : {string.Join(", ", all)}";

    private static string Id(string name) => name.Replace('-', '_').Replace(' ', '_').Replace('.', '_');

    private sealed record Node(SagaPhase Phase, string Text)
    {
        public string Id => Id(Text);
    }

    private sealed record Arrow(Node From, Node To, string Because);

    private sealed record Line(Node From, Node To, IReadOnlyList<string> Reasons)
    {
        public bool IsWithin => From.Phase == To.Phase;

        public string Label => Label(Reasons);
    }
}
