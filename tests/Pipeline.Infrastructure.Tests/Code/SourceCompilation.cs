using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pipeline.Infrastructure.Tests.Code;

/// <summary>
/// The product's source as one compilation, for what only symbols tell, such as the type of a <c>new(...)</c>. Missing packages and
/// generated code leave errors in it, which do not matter here.
/// </summary>
internal sealed class SourceCompilation
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Http;
        """;

    private static readonly Lazy<SourceCompilation> Made = new(() => new SourceCompilation());

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = [];

    private readonly CSharpCompilation _compilation = CSharpCompilation.Create(
        "Pipeline",
        [.. SourceFiles.All.Select(root => root.SyntaxTree), CSharpSyntaxTree.ParseText(Usings)],
        References(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private SourceCompilation()
    {
    }

    /// <summary>Shared by the test run, because it takes seconds to create.</summary>
    public static SourceCompilation Shared => Made.Value;

    public INamedTypeSymbol Type(string fullName) =>
        _compilation.GetTypeByMetadataName(fullName)
        ?? throw new ArgumentException($"The source has no type {fullName}.", nameof(fullName));

    /// <summary>Every node of a kind.</summary>
    public IEnumerable<T> Nodes<T>()
        where T : SyntaxNode => _compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<T>());

    public SemanticModel Model(SyntaxNode node) => _models.GetOrAdd(node.SyntaxTree, tree => _compilation.GetSemanticModel(tree));

    /// <summary>What the node calls; the only candidate where an argument's type is missing.</summary>
    public IMethodSymbol? Called(SyntaxNode node)
    {
        var info = Model(node).GetSymbolInfo(node);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) as IMethodSymbol;
    }

    /// <summary>The argument for a parameter; null when the call uses the default.</summary>
    public static ExpressionSyntax? Argument(BaseArgumentListSyntax? list, IParameterSymbol parameter)
    {
        var arguments = list?.Arguments ?? [];
        return arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name)?.Expression
            ?? (arguments.Count > parameter.Ordinal && arguments[parameter.Ordinal].NameColon is null
                ? arguments[parameter.Ordinal].Expression
                : null);
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Pipeline.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
}
