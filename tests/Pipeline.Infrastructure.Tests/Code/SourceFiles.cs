using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pipeline.Testing;

namespace Pipeline.Infrastructure.Tests.Code;

/// <summary>The product's source, read as syntax, because the Functions app cannot be built where its packages are unavailable.</summary>
internal static class SourceFiles
{
    private static readonly Lazy<IReadOnlyList<SyntaxNode>> Parsed = new(Parse);
    private static readonly Lazy<ILookup<string, string>> Constants = new(FindConstants);

    public static IReadOnlyList<SyntaxNode> All => Parsed.Value;

    /// <summary>The value of a string literal, a constant of this class, or one of another class.</summary>
    public static string ValueOf(ExpressionSyntax expression, TypeDeclarationSyntax inside) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        IdentifierNameSyntax name => Constant($"{inside.Identifier.ValueText}.{name}"),
        MemberAccessExpressionSyntax member => Constant(string.Join('.', member.ToString().Split('.')[^2..])),
        _ => throw new NotSupportedException($"{expression} is no constant that these tests understand."),
    };

    /// <summary>Every string literal in the source.</summary>
    public static IEnumerable<string> Texts() => All
        .SelectMany(root => root.DescendantTokens())
        .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken))
        .Select(token => token.ValueText);

    private static string Constant(string name) => Constants.Value[name].Distinct().Single();

    private static ILookup<string, string> FindConstants() => All
        .SelectMany(root => root.DescendantNodes().OfType<FieldDeclarationSyntax>())
        .Where(field => field.Modifiers.Any(SyntaxKind.ConstKeyword))
        .SelectMany(
            field => field.Declaration.Variables, (field, variable) => (Owner: (TypeDeclarationSyntax)field.Parent!, Variable: variable))
        .Where(each => each.Variable.Initializer?.Value is LiteralExpressionSyntax)
        .ToLookup(
            each => $"{each.Owner.Identifier.ValueText}.{each.Variable.Identifier.ValueText}",
            each => ((LiteralExpressionSyntax)each.Variable.Initializer!.Value).Token.ValueText);

    private static IReadOnlyList<SyntaxNode> Parse() =>
    [
        .. Directory.EnumerateFiles(RepositoryFiles.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot()),
    ];
}
