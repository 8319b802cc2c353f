using Pipeline.Failures;

namespace Pipeline.Intake;

/// <summary>Collects what is wrong with the fields of a request, by path.</summary>
public sealed class FieldErrors
{
    private const int MaxErrors = 100;
    private const int MaxPathLength = 200;

    private Dictionary<string, List<string>>? _errors;
    private int _count;

    public bool Any => _count > 0;

    /// <summary>Adds an error; beyond 100 they are only counted, so that a hostile body cannot cause a huge answer.</summary>
    public void Add(string path, string message)
    {
        if (++_count > MaxErrors)
        {
            return;
        }

        var key = OneLine.Cut(path, MaxPathLength);
        _errors ??= new(StringComparer.Ordinal);
        if (!_errors.TryGetValue(key, out var messages))
        {
            _errors[key] = messages = [];
        }

        messages.Add(message);
    }

    /// <summary>Everything collected, as one failure.</summary>
    public Invalid ToFailure(string code) => new(
        code,
        $"{_count} of the values {(_count == 1 ? "is" : "are")} not acceptable; correct what `errors` names and send it again.",
        (_errors ?? []).ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));
}
