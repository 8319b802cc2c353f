using System.Text.Json;

namespace Pipeline.CosmosGateway.Queries.Expressions;

/// <summary>A part of a query that has a value on each row.</summary>
internal abstract record Expression
{
    public abstract JsonElement Evaluate(Row row);

    public virtual IEnumerable<Expression> Parts => [];

    public bool Holds(JsonElement document) => Evaluate(new Row(document)).ValueKind == JsonValueKind.True;

    /// <summary>This expression and every one inside it.</summary>
    public IEnumerable<Expression> All() => Parts.SelectMany(part => part.All()).Prepend(this);
}
