using Pipeline.Fulfilment;
using Pipeline.Sagas;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Docs;

/// <summary>The order saga's states in docs/architecture.md are those that its definition and the decider give.</summary>
public sealed class SagaDiagramTests
{
    private const string Page = "docs/architecture.md";
    private const string Regenerate = "UPDATE_GENERATED";
    private const string Begin = "<!-- Generated from OrderSaga by SagaDiagramTests; do not edit. -->\n";
    private const string End = "<!-- End of what is generated. -->\n";

    [Fact]
    public void The_page_shows_the_states_of_the_order_saga()
    {
        var wanted = Replaced(Read(), $"```mermaid\n{SagaDiagram.Of(OrderSaga.Define(TimeSpan.FromMinutes(15)))}```\n");
        if (Environment.GetEnvironmentVariable(Regenerate) is not null)
        {
            File.WriteAllText(RepositoryFiles.PathOf(Page), wanted);
        }

        Assert.True(
            Read() == wanted,
            $"{Page} does not show the saga as it is. Write it again with: "
            + $"{Regenerate}=1 dotnet test tests/Pipeline.Infrastructure.Tests --filter {nameof(SagaDiagramTests)}");
    }

    [Fact]
    public void A_diagram_shows_steps_waits_undos_and_how_the_phases_lead_to_each_other()
    {
        var saga = new SagaDefinition(
            "Small", 1, "begun", [new SagaStep("ask", "take-back", new SagaWait("yes", "no", TimeSpan.FromMinutes(1)))],
            CancelledBy: "stop");

        Assert.Equal(
            """
            stateDiagram-v2
              [*] --> running
              state "running" as running {
                state "ask" as ask
                state "waits for yes" as waits_for_yes
                [*] --> ask
                ask --> waits_for_yes
              }
              state "compensating" as compensating {
                state "take-back" as take_back
              }
              state "needs-attention" as needs_attention {
                state "waits for a person" as waits_for_a_person
              }
              running --> compensating : failed, stop, timed out, no
              running --> completed : yes, early yes
              compensating --> compensated
              compensating --> needs_attention : failed
              needs_attention --> compensating : resumed
              completed --> compensating : late yes
              compensated --> compensating : late yes
              compensating --> completed : late yes

            """.ReplaceLineEndings("\n"),
            SagaDiagram.Of(saga));
    }

    [Fact]
    public void A_diagram_changes_with_the_definition()
    {
        var saga = OrderSaga.Define(TimeSpan.FromMinutes(15));

        var shorter = saga with { Steps = saga.Steps.RemoveAt(2) };

        Assert.NotEqual(SagaDiagram.Of(saga), SagaDiagram.Of(shorter));
    }

    private static string Read() => RepositoryFiles.Read(Page).ReplaceLineEndings("\n");

    private static string Replaced(string page, string generated)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= Begin.Length && end >= begin, $"{Page} has lost the marks between which the diagram stands.");
        return page[..begin] + generated + page[end..];
    }
}
