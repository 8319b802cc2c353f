using System.Diagnostics.CodeAnalysis;
using Pipeline.Failures;
using Pipeline.Http.Problems;

namespace Pipeline.Http.Requests;

/// <summary>What a request brought, or the problem in its place.</summary>
public readonly struct Received<T>
{
    private readonly T? _value;
    private readonly Problem? _problem;

    private Received(T? value, Problem? problem) => (_value, _problem) = (value, problem);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        (value, problem) = (_value, _problem);
        return problem is null;
    }

    public static implicit operator Received<T>(T value) => new(value, null);

    public static implicit operator Received<T>(Problem problem) => new(default, problem);

    public static implicit operator Received<T>(Result<T> result) =>
        result.TryGet(out var value, out var failure) ? new(value, null) : new(default, Problem.Of(failure));
}
