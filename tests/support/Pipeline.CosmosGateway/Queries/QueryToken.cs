using System.Text;
using System.Text.Json;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Where a page ended: the last document and its sort key. An undefined key is an empty list.</summary>
internal sealed record QueryToken(long Number, IReadOnlyList<JsonElement> Key)
{
    public static QueryToken? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<QueryToken>(Encoding.UTF8.GetString(Convert.FromBase64String(text)));
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw CosmosFailure.BadRequest("The continuation token is none of this gateway's.");
        }
    }

    public static QueryToken After(Document last, SqlQuery query)
    {
        var key = query.OrderBy is { } sort ? sort.Path.Evaluate(new Row(last.Body)) : default;
        return new QueryToken(last.Number, Values.IsDefined(key) ? [key] : []);
    }

    public override string ToString() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Orders a document against the place where the page ended.</summary>
    public int CompareTo(Document document, SqlQuery query)
    {
        if (query.OrderBy is not { } sort)
        {
            return Number.CompareTo(document.Number);
        }

        var byKey = Values.Compare(Key.Count == 0 ? default : Key[0], sort.Path.Evaluate(new Row(document.Body)));
        var order = byKey == 0 ? Number.CompareTo(document.Number) : byKey;
        return sort.Descending ? -order : order;
    }
}
