using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>One operation of a patch on a document.</summary>
internal static class PatchOperation
{
    public static void Apply(JsonObject document, JsonObject operation)
    {
        var path = ((string?)operation["path"] ?? "").Split('/')[1..];
        if (path.Length == 0)
        {
            throw CosmosFailure.BadRequest("A patch operation needs a path.");
        }

        var parent = path[..^1].Aggregate((JsonNode)document, (node, name) => Child(node, name) ?? throw Missing(operation));
        var (name, value) = (path[^1], operation["value"]?.DeepClone());
        switch ((string?)operation["op"])
        {
            case "add":
                Add(parent, name, value);
                break;
            case "set":
                Set(parent, name, value);
                break;
            case "replace":
                _ = Exists(parent, name) ? true : throw Missing(operation);
                Set(parent, name, value);
                break;
            case "remove":
                Remove(parent, name, operation);
                break;
            case "incr":
                Set(parent, name, Sum(Child(parent, name), value!));
                break;
            case var other:
                throw CosmosFailure.BadRequest($"Patch operation '{other}' is not supported by this gateway.");
        }
    }

    private static void Add(JsonNode parent, string name, JsonNode? value)
    {
        if (parent is JsonArray array)
        {
            array.Insert(name == "-" ? array.Count : Index(array, name, array.Count), value);
        }
        else
        {
            Set(parent, name, value);
        }
    }

    private static void Set(JsonNode parent, string name, JsonNode? value)
    {
        if (parent is JsonArray array)
        {
            array[Index(array, name, array.Count - 1)] = value;
        }
        else
        {
            parent[name] = value;
        }
    }

    private static void Remove(JsonNode parent, string name, JsonObject operation)
    {
        if (!Exists(parent, name))
        {
            throw Missing(operation);
        }

        if (parent is JsonArray array)
        {
            array.RemoveAt(Index(array, name, array.Count - 1));
        }
        else
        {
            parent.AsObject().Remove(name);
        }
    }

    private static JsonNode Sum(JsonNode? former, JsonNode addend) => former switch
    {
        null => addend,
        JsonValue value when Whole(value, addend, out var sum) => sum,
        JsonValue value when value.TryGetValue(out double number) => number + (double)addend,
        _ => throw CosmosFailure.BadRequest("Only numbers can be incremented."),
    };

    private static bool Whole(JsonValue former, JsonNode addend, out long sum)
    {
        sum = 0;
        return former.TryGetValue(out long a) && addend.AsValue().TryGetValue(out long b) && (sum = a + b) == sum;
    }

    private static bool Exists(JsonNode parent, string name) => parent switch
    {
        JsonObject json => json.ContainsKey(name),
        JsonArray array => Number(name) is { } index && index < array.Count,
        _ => false,
    };

    private static JsonNode? Child(JsonNode parent, string name) => parent switch
    {
        JsonObject json => json[name],
        JsonArray array when Exists(array, name) => array[Number(name)!.Value],
        _ => null,
    };

    private static int Index(JsonArray array, string name, int most) => Number(name) is { } index && index <= most
        ? index
        : throw CosmosFailure.BadRequest($"'{name}' is no index of an array of {array.Count}.");

    private static int? Number(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static CosmosFailure Missing(JsonObject operation) => CosmosFailure.BadRequest($"The path {operation["path"]} does not exist.");
}
