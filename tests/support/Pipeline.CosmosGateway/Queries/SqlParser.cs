using System.Text.Json;
using Pipeline.CosmosGateway.Protocol;
using Pipeline.CosmosGateway.Queries.Expressions;

namespace Pipeline.CosmosGateway.Queries;

/// <summary>Parses the queries that this gateway supports; every other one is a bad request.</summary>
internal sealed class SqlParser
{
    private static readonly string[] Unsupported = ["JOIN", "GROUP", "IN", "HAVING", "UNION"];
    private readonly TokenReader _reader;
    private readonly ExpressionParser _expressions;

    private SqlParser(string sql, IReadOnlyDictionary<string, JsonElement> parameters)
    {
        _reader = new TokenReader(sql);
        _expressions = new ExpressionParser(_reader, parameters) { Alias = FindAlias(sql) };
    }

    public static SqlQuery Parse(SqlParameters query) => new SqlParser(query.Text, query.Values).ParseQuery() with { Resume = query.Resume };

    /// <summary>Parses the condition of a patch: <c>FROM c WHERE …</c>.</summary>
    public static SqlQuery ParseCondition(string condition) =>
        Parse(new SqlParameters($"SELECT * {condition}", new Dictionary<string, JsonElement>()));

    // SELECT comes before FROM and needs its name.
    private static string FindAlias(string sql)
    {
        var tokens = SqlLexer.Read(sql);
        var from = tokens.FindIndex(token => token.Is("FROM"));
        if (from < 0 || tokens[from + 1].Kind != SqlTokenKind.Name)
        {
            throw CosmosFailure.BadRequest("A query needs FROM and a name for the documents.");
        }

        var named = tokens[from + 2].Is("AS") ? 3 : 2;
        var next = from + named < tokens.Count ? tokens[from + named] : default;
        var reserved = next.Is("WHERE") || next.Is("ORDER") || next.Is("OFFSET") || Array.Exists(Unsupported, next.Is);
        return next.Kind == SqlTokenKind.Name && !reserved ? next.Text : tokens[from + 1].Text;
    }

    private SqlQuery ParseQuery()
    {
        _reader.Expect("SELECT");
        if (_reader.Current.Is("DISTINCT"))
        {
            throw CosmosFailure.BadRequest("DISTINCT is not supported by this gateway.");
        }

        var top = _reader.TryTake("TOP") ? ParseCount() : (int?)null;
        var start = _reader.Position;
        var (selection, value) = ParseSelection();
        var selectionText = _reader.Slice(start);
        var from = ParseFrom();
        start = _reader.Position;
        var where = _reader.TryTake("WHERE") ? _expressions.Parse() : null;
        var whereText = where is null ? null : _reader.Slice(start)["WHERE".Length..].Trim();
        var (keys, keyTexts) = ParseOrderBy();
        var (offset, limit) = ParseOffset();
        if (_reader.Current.Kind != SqlTokenKind.End)
        {
            throw _reader.Unexpected("the end");
        }

        return Check(new SqlQuery(selection, _expressions.Alias, where, keys)
        {
            Top = top,
            Offset = offset,
            Limit = limit ?? top,
            Text = new SqlText(selectionText, value, from, whereText, keyTexts),
        });
    }

    private static SqlQuery Check(SqlQuery query)
    {
        if (query.Where is { } where && where.All().Any(part => part is Aggregate))
        {
            throw CosmosFailure.BadRequest("An aggregate stands only in SELECT VALUE.");
        }

        if (query.IsAggregate && (query.Selection.Kind != SelectionKind.Value || query.OrderBy.Count > 0 || query.Limit is not null))
        {
            throw CosmosFailure.BadRequest("This gateway supports an aggregate only as SELECT VALUE, without ORDER BY, TOP or OFFSET.");
        }

        if (query is { Top: not null, Offset: > 0 })
        {
            throw CosmosFailure.BadRequest("TOP and OFFSET exclude each other.");
        }

        return query;
    }

    private (Selection Selection, string Text) ParseSelection()
    {
        if (_reader.TryTake("*"))
        {
            return (new Selection(SelectionKind.Star, new PropertyPath([])), _expressions.Alias);
        }

        if (_reader.TryTake("VALUE"))
        {
            var (value, text) = ParseWithText();
            return (new Selection(SelectionKind.Value, value), text);
        }

        var (properties, texts) = (new List<(string, Expression)>(), new List<string>());
        do
        {
            var (value, text) = ParseWithText();
            var name = ParseName(value);
            properties.Add((name, value));
            texts.Add($"{JsonSerializer.Serialize(name)}: {text}");
        }
        while (_reader.TryTake(","));
        return (new Selection(SelectionKind.List, new ObjectOf(properties)), $"{{{string.Join(", ", texts)}}}");
    }

    private (Expression Value, string Text) ParseWithText()
    {
        var start = _reader.Position;
        var value = _expressions.Parse();
        return (value, _reader.Slice(start));
    }

    private string ParseName(Expression value)
    {
        if (_reader.TryTake("AS") || _reader.Current.Kind == SqlTokenKind.Name && !_reader.Current.Is("FROM"))
        {
            return _reader.Take().Text;
        }

        return value switch
        {
            PropertyPath { Names: [] } => _expressions.Alias,
            PropertyPath path => path.Names[^1],
            _ => throw CosmosFailure.BadRequest("This gateway wants a name (AS) for what SELECT computes."),
        };
    }

    private string ParseFrom()
    {
        var start = _reader.Position;
        _reader.Expect("FROM");
        _reader.Take();
        _reader.TryTake("AS");
        if (_reader.Current.Kind == SqlTokenKind.Name && _reader.Current.Text == _expressions.Alias)
        {
            _reader.Take();
        }

        if (Array.Find(Unsupported, _reader.Current.Is) is { } word)
        {
            throw CosmosFailure.BadRequest($"{word} after FROM is not supported by this gateway.");
        }

        return _reader.Slice(start);
    }

    private (List<SortKey> Keys, List<string> Texts) ParseOrderBy()
    {
        var (keys, texts) = (new List<SortKey>(), new List<string>());
        if (!_reader.TryTake("ORDER"))
        {
            return (keys, texts);
        }

        _reader.Expect("BY");
        do
        {
            var start = _reader.Position;
            var path = _expressions.ParsePath();
            texts.Add(_reader.Slice(start));
            keys.Add(new SortKey(path, _reader.TryTake("DESC") || _reader.TryTake("ASC") && false));
        }
        while (_reader.TryTake(","));
        return keys.Count == 1 ? (keys, texts) : throw CosmosFailure.BadRequest("This gateway orders by one property only.");
    }

    private (int Offset, int? Limit) ParseOffset()
    {
        if (!_reader.TryTake("OFFSET"))
        {
            return (0, null);
        }

        var offset = ParseCount();
        _reader.Expect("LIMIT");
        return (offset, ParseCount());
    }

    private int ParseCount()
    {
        var value = _reader.Current.Kind is SqlTokenKind.Number or SqlTokenKind.Parameter
            ? ((Literal)_expressions.ParseConstant()).Value
            : throw _reader.Unexpected("a number");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0
            ? count
            : throw CosmosFailure.BadRequest("TOP, OFFSET and LIMIT take a whole number.");
    }
}
