using System.Diagnostics.CodeAnalysis;

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

    /// <summary>What went wrong and what to do about it, for a person to read.</summary>
    public string Detail { get; init; }
}

/// <summary>The request cannot be parsed: the caller corrects its syntax.</summary>
public sealed record Malformed(string Code, string Detail) : Failure(Code, Detail);

/// <summary>The request is invalid: the caller corrects the named fields.</summary>
/// <param name="Errors">Messages by field, as JSON paths such as <c>lines[0].quantity</c>.</param>
public sealed record Invalid(string Code, string Detail, IReadOnlyDictionary<string, string[]> Errors) : Failure(Code, Detail);

/// <summary>The message does not prove who sent it; its content was not looked at.</summary>
public sealed record Unauthentic(string Code, string Detail) : Failure(Code, Detail);

/// <summary>The message is authentic, but its signing time is too far from now: it may be a replay.</summary>
public sealed record Stale(string Code, string Detail) : Failure(Code, Detail);

/// <summary>Nothing has that id: the caller corrects the id.</summary>
public sealed record NotFound(string Code, string Detail) : Failure(Code, Detail);

/// <summary>The current state forbids it: tell the caller; the same request may succeed in another state.</summary>
public sealed record Rejected(string Code, string Detail) : Failure(Code, Detail);

/// <summary>A SKU has too little stock to fulfil the order: the caller gives up the order; the request was valid.</summary>
public sealed record StockShort(string Sku, long Requested, long Available)
    : Failure("stock-short", $"{Requested} of {Sku} are wanted, {Available} are available.");

/// <summary>Another writer came first: reload and decide again.</summary>
public sealed record Conflict(string Code, string Detail) : Failure(Code, Detail);

/// <summary>It may work later: retry, after <see cref="RetryAfter"/> when given.</summary>
public sealed record Transient(string Code, string Detail, TimeSpan? RetryAfter = null) : Failure(Code, Detail)
{
    /// <summary>Whether it took effect is unknown; a retry must be harmless either way.</summary>
    public bool MayHaveHappened { get; init; }

    /// <summary>
    /// What it needs is out for everybody, as on a full disk: nothing is wrong with this piece of work, so it waits however long that
    /// takes.
    /// </summary>
    public bool IsOutage { get; init; }
}

/// <summary>It will never work: do not retry; dead-letter the message or fail the step.</summary>
public sealed record Permanent(string Code, string Detail) : Failure(Code, Detail);

/// <summary>A value, or the failure in its place.</summary>
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Failure? failure)
    {
        _value = value;
        Failure = failure;
    }

    /// <summary>Null when there is a value.</summary>
    public Failure? Failure { get; }

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Failure? failure)
    {
        value = _value;
        failure = Failure;
        return failure is null;
    }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Failure failure) => new(default, failure);
}
