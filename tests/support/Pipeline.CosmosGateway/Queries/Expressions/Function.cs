using System.Text.Json;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>A call of a built-in function.</summary>
internal sealed record Function(string Name, IReadOnlyList<Expression> Arguments) : Expression
{
    private static readonly Dictionary<string, int> ArgumentCounts = new()
    {
        ["IS_DEFINED"] = 1,
        ["IS_NULL"] = 1,
        ["IS_BOOL"] = 1,
        ["IS_BOOLEAN"] = 1,
        ["IS_NUMBER"] = 1,
        ["IS_STRING"] = 1,
        ["IS_ARRAY"] = 1,
        ["IS_OBJECT"] = 1,
        ["IS_PRIMITIVE"] = 1,
        ["STARTSWITH"] = 2,
        ["ENDSWITH"] = 2,
        ["CONTAINS"] = 2,
        ["LOWER"] = 1,
        ["UPPER"] = 1,
        ["LENGTH"] = 1,
        ["ARRAY_LENGTH"] = 1,
        ["ARRAY_CONTAINS"] = 2,
    };

    public override IEnumerable<Expression> Parts => Arguments;

    public static Function Of(string name, IReadOnlyList<Expression> arguments)
    {
        var upper = name.ToUpperInvariant();
        if (!ArgumentCounts.TryGetValue(upper, out var count))
        {
            throw CosmosFailure.BadRequest($"The function {name} is not supported by this gateway.");
        }

        return arguments.Count == count
            ? new Function(upper, arguments)
            : throw CosmosFailure.BadRequest($"{upper} takes {count} argument(s) here.");
    }

    public override JsonElement Evaluate(Row row)
    {
        var first = Arguments[0].Evaluate(row);
        return Name switch
        {
            "IS_DEFINED" => Values.Of(Values.IsDefined(first)),
            "IS_NULL" => Is(first, JsonValueKind.Null),
            "IS_BOOL" or "IS_BOOLEAN" => Values.Of(first.ValueKind is JsonValueKind.True or JsonValueKind.False),
            "IS_NUMBER" => Is(first, JsonValueKind.Number),
            "IS_STRING" => Is(first, JsonValueKind.String),
            "IS_ARRAY" => Is(first, JsonValueKind.Array),
            "IS_OBJECT" => Is(first, JsonValueKind.Object),
            "IS_PRIMITIVE" => Values.Of(Values.Rank(first) is > 0 and <= 4),
            "ARRAY_LENGTH" => first.ValueKind == JsonValueKind.Array ? Values.Of(first.GetArrayLength()) : default,
            "ARRAY_CONTAINS" => first.ValueKind == JsonValueKind.Array ? Contains(first, Arguments[1].Evaluate(row)) : default,
            _ => first.ValueKind == JsonValueKind.String ? OfText(first.GetString()!, row) : default,
        };
    }

    private static JsonElement Is(JsonElement value, JsonValueKind kind) => Values.Of(value.ValueKind == kind);

    private static JsonElement Contains(JsonElement array, JsonElement item) =>
        Values.IsDefined(item) ? Values.Of(array.EnumerateArray().Any(each => Values.AreEqual(each, item))) : default;

    private JsonElement OfText(string text, Row row)
    {
        switch (Name)
        {
            case "LOWER":
                return Values.Of(text.ToLowerInvariant());
            case "UPPER":
                return Values.Of(text.ToUpperInvariant());
            case "LENGTH":
                return Values.Of(text.Length);
        }

        var second = Arguments[1].Evaluate(row);
        if (second.ValueKind != JsonValueKind.String)
        {
            return default;
        }

        var part = second.GetString()!;
        return Values.Of(Name switch
        {
            "STARTSWITH" => text.StartsWith(part, StringComparison.Ordinal),
            "ENDSWITH" => text.EndsWith(part, StringComparison.Ordinal),
            _ => text.Contains(part, StringComparison.Ordinal),
        });
    }
}
