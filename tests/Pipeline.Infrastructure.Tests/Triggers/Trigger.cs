using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pipeline.Infrastructure.Tests.Code;

namespace Pipeline.Infrastructure.Tests.Triggers;

/// <summary>A function and what starts it.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Kind">ServiceBus, CosmosDB, EventGrid or Timer.</param>
/// <param name="Arguments">The positional arguments: the queue, or the database and the container.</param>
/// <param name="Options">The named arguments.</param>
internal sealed record Trigger(string Function, string Kind, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Options)
{
    private const string Suffix = "Trigger";

    /// <summary>Every trigger in the source that starts a function from outside the app.</summary>
    public static IReadOnlyList<Trigger> All => Found.Value;

    private static readonly Lazy<IReadOnlyList<Trigger>> Found =
        new(() => [.. SourceFiles.All.SelectMany(root => root.DescendantNodes().OfType<MethodDeclarationSyntax>()).SelectMany(Of)]);

    // HTTP triggers are compared with the HTTP surface elsewhere; orchestrators and activities are started by the others.
    private static readonly string[] Others = ["Activity", "Http", "Orchestration"];

    private static IEnumerable<Trigger> Of(MethodDeclarationSyntax method)
    {
        var inside = (TypeDeclarationSyntax)method.Parent!;
        var function = Attributes(method.AttributeLists).SingleOrDefault(attribute => attribute.Name.ToString() == "Function");
        return function is null ? [] : method.ParameterList.Parameters
            .SelectMany(parameter => Attributes(parameter.AttributeLists))
            .Where(attribute => attribute.Name.ToString().EndsWith(Suffix, StringComparison.Ordinal) && !Others.Contains(KindOf(attribute)))
            .Select(attribute => Of(SourceFiles.ValueOf(function.ArgumentList!.Arguments[0].Expression, inside), attribute, inside));
    }

    private static Trigger Of(string function, AttributeSyntax trigger, TypeDeclarationSyntax inside)
    {
        var arguments = trigger.ArgumentList?.Arguments.ToList() ?? [];
        return new(
            function,
            KindOf(trigger),
            [.. arguments.Where(each => each.NameEquals is null).Select(each => SourceFiles.ValueOf(each.Expression, inside))],
            arguments.Where(each => each.NameEquals is not null)
                .ToDictionary(each => each.NameEquals!.Name.ToString(), each => TextOf(each.Expression, inside)));
    }

    private static string KindOf(AttributeSyntax trigger) => trigger.Name.ToString()[..^Suffix.Length];

    private static string TextOf(ExpressionSyntax value, TypeDeclarationSyntax inside) =>
        value is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax
            ? SourceFiles.ValueOf(value, inside)
            : value.ToString();

    private static IEnumerable<AttributeSyntax> Attributes(IEnumerable<AttributeListSyntax> lists) =>
        lists.SelectMany(list => list.Attributes);
}
