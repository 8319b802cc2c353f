using System.Text.Json;
using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Documents;
using Pipeline.CosmosGateway.Metering;
using Pipeline.CosmosGateway.Protocol;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Answers a query with a page of values.</summary>
internal sealed class QueryRunner(Container container, SqlQuery query, IReadOnlyList<Document> candidates)
{
    public QueryPage Run(int pageSize, QueryToken? from)
    {
        CheckIndexes();
        var indexed = query.IndexedFilters(container.Settings.Indexing).ToList();
        var loaded = candidates.Where(document => indexed.TrueForAll(filter => filter.Holds(document.Body))).ToList();
        var matches = loaded.Where(document => query.Matches(document.Body)).ToList();
        return query.IsAggregate ? Aggregated(loaded, matches) : Page(loaded, matches, pageSize, from);
    }

    private QueryPage Aggregated(List<Document> loaded, List<Document> matches)
    {
        var value = query.Selection.Value.Evaluate(new Row(default, [.. matches.Select(document => document.Body)]));
        return new QueryPage(Values.IsDefined(value) ? [value] : [], null, RequestCharges.Query(loaded, []));
    }

    private QueryPage Page(List<Document> loaded, List<Document> matches, int pageSize, QueryToken? from)
    {
        var rest = Sorted(matches).Where(document => (from is null || from.CompareTo(document, query) < 0) && Reached(document)).ToList();
        var page = rest.Take(pageSize).ToList();
        var token = rest.Count > page.Count ? QueryToken.After(page[^1], query) : null;
        var values = page.Select(document => query.Selection.Value.Evaluate(new Row(document.Body))).Where(Values.IsDefined);
        return new QueryPage([.. values], token, RequestCharges.Query(Visited(loaded, page, token, from), page));
    }

    // Without an order the documents are read only as far as the page goes; a sorted page needs the index for all.
    private IEnumerable<Document> Visited(List<Document> loaded, List<Document> page, QueryToken? token, QueryToken? from) =>
        query.OrderBy is not null
            ? page
            : loaded.Where(document => document.Number > (from?.Number ?? 0) && document.Number <= (token?.Number ?? long.MaxValue));

    private bool Reached(Document document) =>
        query is not { Resume: { } resume, OrderBy: { } sort } || resume.Reaches(document, sort);

    // Equal keys come in the order of creation, reversed when the order is descending: the client relies on it.
    private IEnumerable<Document> Sorted(List<Document> matches)
    {
        if (query.OrderBy is not { } sort)
        {
            return matches;
        }

        var comparer = Comparer<JsonElement>.Create(Values.Compare);
        JsonElement Key(Document document) => sort.Path.Evaluate(new Row(document.Body));
        return sort.Descending
            ? matches.OrderByDescending(Key, comparer).ThenByDescending(document => document.Number)
            : matches.OrderBy(Key, comparer).ThenBy(document => document.Number);
    }

    private void CheckIndexes()
    {
        if (query.OrderBy is { } sort && !container.Settings.Indexing.Covers(sort.Path.Names))
        {
            throw CosmosFailure.BadRequest($"The order-by item /{string.Join('/', sort.Path.Names)} is excluded from the index.");
        }
    }
}
