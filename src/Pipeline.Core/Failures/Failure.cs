namespace Pipeline.Failures;

/// <summary>
/// What went wrong, as a value whose type says what the caller does next. The family is closed: a switch over it names every case, and its
/// default arm throws.
/// </summary>
public abstract record Failure
{
    private protected Failure(string code, string detail) => (Code, Detail) = (code, detail);

    /// <summary>Stable kebab-case name; the problem type over HTTP, the reason of a dead letter.</summary>
    public string Code { get; init; }

    /// <summary>What was wrong and what to do, for a person.</summary>
    public string Detail { get; init; }
}

/// <summary>The request cannot even be read: the caller corrects how it is written.</summary>
public sealed record Malformed(string Code, string Detail) : Failure(Code, Detail);

/// <summary>The request itself is wrong: the caller corrects the named fields.</summary>
/// <param name="Errors">Messages by field, as JSON paths such as <c>lines[0].quantity</c>.</param>
public sealed record Invalid(string Code, string Detail, IReadOnlyDictionary<string, string[]> Errors) : Failure(Code, Detail);

/// <summary>The message does not prove who sent it; nothing of it was looked at.</summary>
public sealed record Unauthentic(string Code, string Detail) : Failure(Code, Detail);

/// <summary>The message is authentic but was signed too long ago (or ahead): it may be a recording.</summary>
public sealed record Stale(string Code, string Detail) : Failure(Code, Detail);

/// <summary>There is no such thing: the caller has a wrong id.</summary>
public sealed record NotFound(string Code, string Detail) : Failure(Code, Detail);

/// <summary>The rules say no in the present state: tell the caller; the same request may be right in another state.</summary>
public sealed record Rejected(string Code, string Detail) : Failure(Code, Detail);

/// <summary>Not enough of a SKU: the order cannot be served; the caller gives up the order, not the request.</summary>
public sealed record StockShort(string Sku, long Requested, long Available)
    : Failure("stock-short", $"{Requested} of {Sku} are wanted, {Available} are available.");

/// <summary>Another writer was first: load again and decide again.</summary>
public sealed record Conflict(string Code, string Detail) : Failure(Code, Detail);

/// <summary>It may work later: try again, after <see cref="RetryAfter"/> when given.</summary>
public sealed record Transient(string Code, string Detail, TimeSpan? RetryAfter = null) : Failure(Code, Detail)
{
    /// <summary>Nobody can tell whether it was done; trying again must be harmless in either case.</summary>
    public bool MayHaveHappened { get; init; }
}

/// <summary>It will never work: do not try again; dead-letter the message, fail the step.</summary>
public sealed record Permanent(string Code, string Detail) : Failure(Code, Detail);
