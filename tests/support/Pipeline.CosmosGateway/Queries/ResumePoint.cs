using System.Text.Json;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Where the client's merge of several partitions stopped; an ordered query goes on from there.</summary>
/// <param name="Value">The sort key of the last row.</param>
/// <param name="Number">The last row's document, if it is in this partition.</param>
/// <param name="Exclude">Whether rows with the same sort key came already.</param>
internal sealed record ResumePoint(JsonElement Value, long? Number, bool Exclude)
{
    public static ResumePoint? Parse(JsonElement request)
    {
        if (!request.TryGetProperty("resumeFilter", out var filter))
        {
            return null;
        }

        var values = filter.GetProperty("value");
        if (values.GetArrayLength() != 1 || Values.Rank(values[0]) > 5 || values[0] is { ValueKind: JsonValueKind.Array } array
            && array.GetArrayLength() > 0)
        {
            throw CosmosFailure.BadRequest("This gateway goes on from one sort key that is neither an array nor an object.");
        }

        // An empty array stands for the undefined value.
        var value = values[0].ValueKind == JsonValueKind.Array ? default : values[0];
        var number = filter.TryGetProperty("rid", out var rid) && rid.ValueKind == JsonValueKind.String
            ? ResourceIds.NumberOf(rid.GetString()!)
            : (long?)null;
        return new ResumePoint(value, number, filter.TryGetProperty("exclude", out var exclude) && exclude.ValueKind == JsonValueKind.True);
    }

    /// <summary>Whether a document comes at or after this place.</summary>
    public bool Reaches(Document document, SortKey sort)
    {
        var byKey = Values.Compare(sort.Path.Evaluate(new Row(document.Body)), Value);
        var order = byKey == 0 && Number is { } number ? document.Number.CompareTo(number) : byKey;
        return order == 0 ? !Exclude : order > 0 != sort.Descending;
    }
}
