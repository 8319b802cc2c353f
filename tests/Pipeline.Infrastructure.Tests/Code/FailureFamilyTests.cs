using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pipeline.Failures;

namespace Pipeline.Infrastructure.Tests.Code;

/// <summary>The failure family is closed, and every switch over it names all of its cases.</summary>
public sealed class FailureFamilyTests
{
    [Fact]
    public void All_cases_are_in_the_familys_file()
    {
        var family = SourceCompilation.Shared.Type("Pipeline.Failures.Failure");
        var cases = SourceCompilation.Shared.Nodes<TypeDeclarationSyntax>()
            .Where(type => SymbolEqualityComparer.Default.Equals(
                (SourceCompilation.Shared.Model(type).GetDeclaredSymbol(type) as INamedTypeSymbol)?.BaseType, family))
            .ToList();

        Assert.Equal(Cases().Order(StringComparer.Ordinal), cases.Select(type => type.Identifier.ValueText).Order(StringComparer.Ordinal));
        Assert.Single(cases.Select(type => type.SyntaxTree).Distinct());
    }

    [Fact]
    public void Every_switch_over_a_failure_names_every_case_and_throws_at_anything_else()
    {
        var switches = Switches().ToList();

        Assert.InRange(switches.Count, 5, 20);
        Assert.All(switches, each =>
        {
            var named = each.Patterns.SelectMany(pattern => pattern.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                .Select(name => name.Identifier.ValueText);
            Assert.True(!Cases().Except(named).Any(), $"{each.Where} does not name {string.Join(", ", Cases().Except(named))}.");
            Assert.Contains("UnreachableException", each.Last, StringComparison.Ordinal);
        });
    }

    private static IEnumerable<(string Where, IEnumerable<SyntaxNode> Patterns, string Last)> Switches() =>
        SourceCompilation.Shared.Nodes<SwitchExpressionSyntax>().Where(choice => IsFailure(choice.GoverningExpression))
            .Select(choice => (Where(choice), choice.Arms.Select(arm => (SyntaxNode)arm.Pattern), choice.Arms.Last().ToString()))
            .Concat(SourceCompilation.Shared.Nodes<SwitchStatementSyntax>().Where(choice => IsFailure(choice.Expression))
                .Select(choice => (
                    Where(choice),
                    choice.Sections.SelectMany(section => section.Labels).Select(label => (SyntaxNode)label),
                    choice.Sections.Last().ToString())));

    private static bool IsFailure(ExpressionSyntax governing) => SymbolEqualityComparer.Default.Equals(
        SourceCompilation.Shared.Model(governing).GetTypeInfo(governing).Type, SourceCompilation.Shared.Type("Pipeline.Failures.Failure"));

    private static string Where(SyntaxNode node) =>
        node.Ancestors().OfType<TypeDeclarationSyntax>().First().Identifier.ValueText + ": " + node.ToString().Split('\n')[0];

    private static string[] Cases() =>
        [.. typeof(Failure).Assembly.GetTypes().Where(type => type.BaseType == typeof(Failure)).Select(type => type.Name)];
}
