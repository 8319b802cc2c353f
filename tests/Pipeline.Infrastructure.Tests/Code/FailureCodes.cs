using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pipeline.Infrastructure.Tests.Code;

/// <summary>Finds the code of every failure and problem that the source creates.</summary>
internal sealed class FailureCodes
{
    private readonly SourceCompilation _source = SourceCompilation.Shared;
    private readonly INamedTypeSymbol _failure;
    private readonly INamedTypeSymbol _problem;

    public FailureCodes()
    {
        (_failure, _problem) = (_source.Type("Pipeline.Failures.Failure"), _source.Type("Pipeline.Http.Problems.Problem"));
        var made = _source.Nodes<BaseObjectCreationExpressionSyntax>().Where(IsOurs).ToList();
        Constructions = made.Count;
        All =
        [
            .. made.SelectMany(each => Argument(each, _source.Called(each)!) is { } code ? ValuesOf(code) : [])
                .Concat(_source.Nodes<PrimaryConstructorBaseTypeSyntax>().Where(IsOurs).SelectMany(FixedCode))
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The number of constructions.</summary>
    public int Constructions { get; }

    /// <summary>The distinct codes. A code that is passed on from another failure is found where that one is created.</summary>
    public IReadOnlyList<string> All { get; }

    private bool IsOurs(SyntaxNode node) => _source.Called(node)?.ContainingType is { } type
        && (SymbolEqualityComparer.Default.Equals(type, _problem)
            || SymbolEqualityComparer.Default.Equals(type, _failure)
            || SymbolEqualityComparer.Default.Equals(type.BaseType, _failure));

    private static ExpressionSyntax? Argument(BaseObjectCreationExpressionSyntax made, IMethodSymbol constructor) =>
        constructor.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("code", StringComparison.OrdinalIgnoreCase)) is { } code
            ? SourceCompilation.Argument(made.ArgumentList, code)
            : null;

    // A case with a fixed code passes it to the base.
    private IEnumerable<string> FixedCode(PrimaryConstructorBaseTypeSyntax baseType) =>
        _source.Model(baseType).GetConstantValue(baseType.ArgumentList.Arguments[0].Expression) is { Value: string code } ? [code] : [];

    private IEnumerable<string> ValuesOf(ExpressionSyntax expression) =>
        _source.Model(expression).GetConstantValue(expression) is { Value: string code } ? [code]
        : expression switch
        {
            ConditionalExpressionSyntax either => ValuesOf(either.WhenTrue).Concat(ValuesOf(either.WhenFalse)),
            SwitchExpressionSyntax choice => choice.Arms.SelectMany(arm => ValuesOf(arm.Expression)),
            _ => _source.Model(expression).GetSymbolInfo(expression).Symbol switch
            {
                IPropertySymbol { Name: "Code" } => [],
                IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter => Passed(method, parameter),
                IMethodSymbol { DeclaringSyntaxReferences: [var declared] } => Returned(declared.GetSyntax()).SelectMany(ValuesOf),
                var symbol => throw new NotSupportedException($"{expression} ({symbol}) is no code that this test can follow."),
            },
        };

    private static IEnumerable<ExpressionSyntax> Returned(SyntaxNode method) =>
        method.DescendantNodes().OfType<ArrowExpressionClauseSyntax>().Select(arrow => arrow.Expression)
            .Concat(method.DescendantNodes().OfType<ReturnStatementSyntax>().Select(statement => statement.Expression!));

    private IEnumerable<string> Passed(IMethodSymbol method, IParameterSymbol parameter) => _source.Nodes<InvocationExpressionSyntax>()
        .Where(call => call.Expression.ToString().EndsWith(method.Name, StringComparison.Ordinal))
        .Where(call => SymbolEqualityComparer.Default.Equals(_source.Called(call)?.OriginalDefinition, method))
        .SelectMany(call => SourceCompilation.Argument(call.ArgumentList, parameter) is { } passed ? ValuesOf(passed) : []);
}
