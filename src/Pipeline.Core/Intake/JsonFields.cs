using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Pipeline.Failures;

namespace Pipeline.Intake;

/// <summary>Reads the fields of one JSON object and collects every error; once there is one, the values mean nothing.</summary>
public readonly struct JsonFields
{
    private readonly JsonElement _element;
    private readonly FieldErrors _errors;
    private readonly string _parent;
    private readonly int _index;

    /// <summary>The fields of an object; <paramref name="parent"/> and <paramref name="index"/> say where it is in the body.</summary>
    public JsonFields(JsonElement element, FieldErrors errors, string parent = "", int index = -1)
    {
        (_element, _errors, _parent, _index) = (element, errors, parent, index);
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(Path(null), "must be an object");
        }
    }

    private bool IsObject => _element.ValueKind == JsonValueKind.Object;

    /// <summary>Refuses all other fields.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        if (!IsObject)
        {
            return;
        }

        foreach (var property in _element.EnumerateObject())
        {
            if (!IsOneOf(property, names))
            {
                _errors.Add(Path(property.Name), $"is unknown; known are {string.Join(", ", names.ToArray())}");
            }
        }
    }

    /// <summary>One line of text of 1 to <paramref name="maxLength"/> characters.</summary>
    public string Text(string name, int maxLength) => ReadText(name, maxLength, required: true) ?? "";

    /// <inheritdoc cref="Text"/>
    public string? OptionalText(string name, int maxLength) => ReadText(name, maxLength, required: false);

    /// <summary>Text of any characters, or none, of at most <paramref name="maxBytes"/> bytes of UTF-8.</summary>
    public string LongText(string name, int maxBytes)
    {
        var text = Find(name, required: true, JsonValueKind.String, "a string", out var value) ? value.GetString()! : "";
        return Check(name, text, Encoding.UTF8.GetByteCount(text) <= maxBytes, $"must be at most {maxBytes} bytes of UTF-8");
    }

    public string Identifier(string name) => ReadIdentifier(name, required: true) ?? "";

    public string? OptionalIdentifier(string name) => ReadIdentifier(name, required: false);

    public string Email(string name)
    {
        var found = Find(name, required: true, JsonValueKind.String, "a string", out var value);
        var text = found ? value.GetString()! : "";
        return found && EmailAddress.WhyNot(text) is { } why ? Check(name, text, false, why) : text;
    }

    /// <summary>A string that passes the caller's rule.</summary>
    public string Matching(string name, Func<string, bool> accepts, string rule)
    {
        var found = Find(name, required: true, JsonValueKind.String, "a string", out var value);
        var text = found ? value.GetString()! : "";
        return Check(name, text, !found || accepts(text), rule);
    }

    /// <summary>A JSON integer within bounds; required unless there is a fallback.</summary>
    public long WholeNumber(string name, long min, long max, long? fallback = null)
    {
        if (!Find(name, fallback is null, JsonValueKind.Number, "an integer", out var value))
        {
            return fallback ?? min;
        }

        var valid = value.TryGetInt64(out var number) && number >= min && number <= max;
        return Check(name, number, valid, $"must be an integer from {min} to {max}");
    }

    /// <summary>A finite number.</summary>
    public double Number(string name) =>
        Find(name, required: true, JsonValueKind.Number, "a number", out var value) && value.TryGetDouble(out var number)
            ? Check(name, number, double.IsFinite(number), "must be a finite number")
            : 0;

    /// <summary>An array of 1 to <paramref name="max"/> objects.</summary>
    public ImmutableArray<T> Items<T>(string name, int max, Func<JsonFields, T> read)
    {
        if (!Find(name, required: true, JsonValueKind.Array, "an array", out var array))
        {
            return [];
        }

        var count = array.GetArrayLength();
        if (count == 0 || count > max)
        {
            return Check(name, ImmutableArray<T>.Empty, false, $"must have 1 to {max} entries; it has {count}");
        }

        var items = ImmutableArray.CreateBuilder<T>(count);
        foreach (var element in array.EnumerateArray())
        {
            items.Add(read(new JsonFields(element, _errors, name, items.Count)));
        }

        return items.MoveToImmutable();
    }

    private string? ReadText(string name, int maxLength, bool required)
    {
        if (!Find(name, required, JsonValueKind.String, "a string", out var value))
        {
            return null;
        }

        var text = value.GetString()!;
        var why = text.Length > maxLength || string.IsNullOrWhiteSpace(text)
            ? $"must be 1 to {maxLength} characters, not all of them spaces"
            : OneLine.WhyNot(text, isProse: true);
        return why is null ? text : Check(name, text, false, why);
    }

    private string? ReadIdentifier(string name, bool required)
    {
        if (!Find(name, required, JsonValueKind.String, "a string", out var value))
        {
            return null;
        }

        var text = value.GetString()!;
        return Check(name, text, Intake.Identifier.IsValid(text), Intake.Identifier.Rule);
    }

    private bool Find(string name, bool required, JsonValueKind kind, string what, out JsonElement value)
    {
        value = default;
        if (!IsObject)
        {
            return false;
        }

        if (!_element.TryGetProperty(name, out value))
        {
            return required && Check(name, false, false, "is required");
        }

        return value.ValueKind == kind || Check(name, false, false, $"must be {what}, not {Kind(value)}");
    }

    private T Check<T>(string name, T value, bool valid, string message)
    {
        if (!valid)
        {
            _errors.Add(Path(name), message);
        }

        return value;
    }

    private static bool IsOneOf(JsonProperty property, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (property.NameEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => "a string",
        JsonValueKind.Array => "an array",
        _ => "an object",
    };

    // Built only for errors, off the hot path.
    private string Path(string? name)
    {
        var here = _index < 0 ? _parent : $"{_parent}[{_index}]";
        return (here, name) switch
        {
            ("", null) => "$",
            ("", _) => name,
            (_, null) => here,
            _ => $"{here}.{name}",
        };
    }
}

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
