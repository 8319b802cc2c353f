using System.Text.Json;
using Pipeline.CosmosGateway.Protocol;
using Pipeline.CosmosGateway.Queries.Expressions;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>
/// Parses the queries that this project sends and the client's rewrites of them; any other is a bad request that says where
/// parsing stopped.
/// </summary>
internal sealed class SqlParser
{
    private readonly TokenReader _reader;
    private readonly ExpressionParser _expressions;

    private SqlParser(string sql, IReadOnlyDictionary<string, JsonElement> parameters)
    {
        _reader = new TokenReader(sql);
        _expressions = new ExpressionParser(_reader, parameters, FindAlias(sql));
    }

    public static SqlQuery Parse(SqlParameters query) =>
        new SqlParser(query.Text, query.Values).ParseQuery() with { Resume = query.Resume };

    /// <summary>Parses the condition of a patch: <c>FROM c WHERE …</c>.</summary>
    public static SqlQuery ParseCondition(string condition) =>
        Parse(new SqlParameters($"SELECT * {condition}", new Dictionary<string, JsonElement>()));

    // SELECT comes before FROM and needs its name.
    private static string FindAlias(string sql)
    {
        var tokens = SqlLexer.Read(sql);
        var from = tokens.FindIndex(token => token.Is("FROM"));
        return from >= 0 && tokens[from + 1].Kind == SqlTokenKind.Name
            ? tokens[from + 1].Text
            : throw CosmosFailure.BadRequest("A query needs FROM and a name for the documents.");
    }

    private SqlQuery ParseQuery()
    {
        _reader.Expect("SELECT");
        var (selection, value) = ParseSelection();
        var start = _reader.Position;
        _reader.Expect("FROM");
        _reader.Take();
        var from = _reader.Slice(start);
        start = _reader.Position;
        var where = _reader.TryTake("WHERE") ? _expressions.Parse() : null;
        var whereText = where is null ? null : _reader.Slice(start)["WHERE".Length..].Trim();
        var (key, keyText) = ParseOrderBy();
        if (_reader.Current.Kind != SqlTokenKind.End)
        {
            throw _reader.Unexpected("the end");
        }

        return Check(new SqlQuery(selection, _expressions.Alias, where, key) { Text = new SqlText(value, from, whereText, keyText) });
    }

    private static SqlQuery Check(SqlQuery query)
    {
        if (query.Where is { } where && where.All().Any(part => part is Aggregate))
        {
            throw CosmosFailure.BadRequest("An aggregate stands only in SELECT VALUE.");
        }

        if (query.IsAggregate && (query.Selection.Kind != SelectionKind.Value || query.OrderBy is not null))
        {
            throw CosmosFailure.BadRequest("This gateway supports an aggregate only as SELECT VALUE, without ORDER BY.");
        }

        return query;
    }

    private (Selection Selection, string Text) ParseSelection()
    {
        if (_reader.TryTake("*"))
        {
            return (new Selection(SelectionKind.Star, new PropertyPath([])), _expressions.Alias);
        }

        var start = _reader.Position;
        if (_reader.TryTake("VALUE"))
        {
            start = _reader.Position;
            return (new Selection(SelectionKind.Value, _expressions.Parse()), _reader.Slice(start));
        }

        var properties = new List<(string, Expression)>();
        do
        {
            var value = _expressions.Parse();
            properties.Add((ParseName(value), value));
        }
        while (_reader.TryTake(","));
        return (new Selection(SelectionKind.List, new ObjectOf(properties)), _reader.Slice(start));
    }

    private string ParseName(Expression value) =>
        _reader.TryTake("AS") ? _reader.Take().Text
        : value is PropertyPath { Names: [.., var last] } ? last
        : throw CosmosFailure.BadRequest("This gateway wants a name (AS) for what SELECT computes.");

    private (SortKey? Key, string? Text) ParseOrderBy()
    {
        if (!_reader.TryTake("ORDER"))
        {
            return (null, null);
        }

        _reader.Expect("BY");
        var start = _reader.Position;
        var path = _expressions.ParsePath();
        var text = _reader.Slice(start);
        return (new SortKey(path, _reader.TryTake("DESC") || _reader.TryTake("ASC") && false), text);
    }
}
