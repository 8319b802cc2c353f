using System.Globalization;
using Pipeline.Failures;
using Pipeline.Http.Answers;
using Pipeline.Intake;

namespace Pipeline.Http.Requests;

/// <summary>Reads the query parameters of a request; the first error becomes the failure.</summary>
public sealed class QueryFields(IQueryCollection query)
{
    private const int MaxLimit = 200;
    private const int DefaultLimit = 50;
    private const int MaxLength = 300;

    // Azure Functions also accepts its key as ?code=.
    private const string FunctionKey = "code";

    /// <summary>The first error in the query, or null.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>
    /// Refuses every parameter but these: a misspelt filter must not list everything, and what an operation does not know must not seem
    /// to have been done.
    /// </summary>
    public static Failure? WhyUnknown(IQueryCollection query, IReadOnlyList<string> names)
    {
        var known = names.Count == 0 ? "this call takes none" : $"known are {string.Join(", ", names)}";
        return query.Keys
            .Where(name => !name.Equals(FunctionKey, StringComparison.OrdinalIgnoreCase) && !names.Contains(name))
            .Select(name => new Malformed("bad-query", $"Query parameter {name} is unknown; {known}."))
            .FirstOrDefault();
    }

    /// <summary>A parameter's text, or null when it is absent.</summary>
    public string? Text(string name)
    {
        var values = query[name];
        if (values.Count == 0)
        {
            return null;
        }

        var text = values.Count == 1 ? values[0]! : "";
        return text.Length is 0 or > MaxLength ? Fail($"Query parameter {name} must be given once, with 1 to {MaxLength} characters.")
            : OneLine.WhyNot(text) is { } why ? Fail($"Query parameter {name} {why}.")
            : text;
    }

    /// <summary>A parameter that names something, or null when it is absent: what nothing can have is not looked for.</summary>
    public string? Name(string name) =>
        Text(name) is not { } text ? null
        : Identifier.IsValid(text) ? text
        : Fail($"Query parameter {name} {Identifier.Rule}.");

    /// <summary>A parameter whose value is one of these names, or null when it is absent.</summary>
    public T? Choice<T>(string name, Func<string, T?> parse, IReadOnlyList<string> names)
        where T : struct
    {
        var text = Text(name);
        var choice = text is null ? null : parse(text);
        if (text is not null && choice is null)
        {
            Fail($"Query parameter {name} must be one of {string.Join(", ", names)}.");
        }

        return choice;
    }

    /// <summary>The entry that the page begins after, from the <c>next</c> of the page before; null for the first page.</summary>
    public string? After(string list)
    {
        if (Text("after") is not { } text)
        {
            return null;
        }

        return PageCursor.Read(list, text) ?? Fail($"Query parameter after must be the `next` of a page of {list}, unchanged.");
    }

    /// <summary>How many entries a page has: 1 to 200, and 50 unless given.</summary>
    public int Limit()
    {
        if (Text("limit") is not { } text)
        {
            return DefaultLimit;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit)
        {
            return limit;
        }

        Fail($"Query parameter limit must be an integer from 1 to {MaxLimit}.");
        return DefaultLimit;
    }

    private string? Fail(string detail)
    {
        Failure ??= new Malformed("bad-query", detail);
        return null;
    }
}
