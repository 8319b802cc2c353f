using System.Text.Json;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>JSON values as queries compare and order them; <c>default</c> is the undefined value.</summary>
internal static class Values
{
    public static readonly JsonElement True = JsonSerializer.SerializeToElement(true);
    public static readonly JsonElement False = JsonSerializer.SerializeToElement(false);

    public static JsonElement Of(bool value) => value ? True : False;

    public static JsonElement Of(double value) => JsonSerializer.SerializeToElement(
        value == Math.Floor(value) && Math.Abs(value) < 1L << 53 ? (object)(long)value : value);

    public static JsonElement Of(string value) => JsonSerializer.SerializeToElement(value);

    public static bool IsDefined(JsonElement value) => value.ValueKind != JsonValueKind.Undefined;

    /// <summary>The place of a value's type in the order that ORDER BY gives.</summary>
    public static int Rank(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => 0,
        JsonValueKind.Null => 1,
        JsonValueKind.False or JsonValueKind.True => 2,
        JsonValueKind.Number => 3,
        JsonValueKind.String => 4,
        JsonValueKind.Array => 5,
        _ => 6,
    };

    /// <summary>Orders values of any types; arrays and objects cannot be ordered here.</summary>
    public static int Compare(JsonElement left, JsonElement right)
    {
        var byType = Rank(left).CompareTo(Rank(right));
        return byType != 0 ? byType : left.ValueKind switch
        {
            JsonValueKind.Number => CompareNumbers(left, right),
            JsonValueKind.String => string.CompareOrdinal(left.GetString(), right.GetString()),
            JsonValueKind.True or JsonValueKind.False => (left.ValueKind == JsonValueKind.True).CompareTo(
                right.ValueKind == JsonValueKind.True),
            JsonValueKind.Array or JsonValueKind.Object =>
                throw CosmosFailure.BadRequest("This gateway does not order arrays or objects."),
            _ => 0,
        };
    }

    public static bool AreEqual(JsonElement left, JsonElement right) =>
        Rank(left) == Rank(right) && (Rank(left) > 4 ? JsonElement.DeepEquals(left, right) : Compare(left, right) == 0);

    // A long beyond 2^53 would lose digits as a double.
    private static int CompareNumbers(JsonElement left, JsonElement right) =>
        left.TryGetInt64(out var a) && right.TryGetInt64(out var b) ? a.CompareTo(b) : left.GetDouble().CompareTo(right.GetDouble());
}
