using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Pipeline.Intake;

/// <summary>The context attributes of a CloudEvent from outside, validated against CloudEvents 1.0.</summary>
internal sealed class EventAttributes
{
    private const int MaxTextLength = 255;
    private const int MaxUriLength = 1_024;

    private readonly FieldErrors _errors;

    private EventAttributes(FieldErrors errors) => _errors = errors;

    public string? Id { get; private set; }

    public string? Source { get; private set; }

    public string? Type { get; private set; }

    public string? Subject { get; private set; }

    public string? DataSchema { get; private set; }

    public DateTimeOffset? Time { get; private set; }

    /// <summary>Extension attributes: strings, booleans and 32-bit integers.</summary>
    public Dictionary<string, object> Extensions { get; } = new(StringComparer.Ordinal);

    private string? SpecVersion { get; set; }

    /// <summary>Reads every attribute and adds what is wrong to <paramref name="errors"/>.</summary>
    public static EventAttributes Read(JsonElement root, FieldErrors errors)
    {
        var attributes = new EventAttributes(errors);
        foreach (var property in root.EnumerateObject())
        {
            // In the CloudEvents JSON format a null attribute counts as absent.
            if (property.Value.ValueKind != JsonValueKind.Null)
            {
                attributes.Take(property.Name, property.Value);
            }
        }

        attributes.Require("specversion", attributes.SpecVersion);
        attributes.Require("id", attributes.Id);
        attributes.Require("source", attributes.Source);
        attributes.Require("type", attributes.Type);
        return attributes;
    }

    private void Take(string name, JsonElement value)
    {
        switch (name)
        {
            case "specversion": SpecVersion = Text(name, value, text => text == "1.0", "must be \"1.0\""); break;
            case "id": Id = Text(name, value); break;
            case "source": Source = Uri(name, value); break;
            case "type": Type = Text(name, value); break;
            case "subject": Subject = Text(name, value); break;
            case "dataschema": DataSchema = Uri(name, value); break;
            case "datacontenttype": Text(name, value, IsJson, "must be application/json: the data of these events is JSON"); break;
            case "time": Time = TimeOf(name, value); break;
            case "data" or "data_base64": break;
            default: TakeExtension(name, value); break;
        }
    }

    private void TakeExtension(string name, JsonElement value)
    {
        if (name.Length is 0 or > MaxTextLength || !name.All(IsNameCharacter))
        {
            _errors.Add(name, "is not a CloudEvents attribute: their names are lower-case letters and digits");
        }
        else if (Scalar(name, value) is { } scalar)
        {
            Extensions[name] = scalar;
        }
    }

    private object? Scalar(string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False: return value.GetBoolean();
            case JsonValueKind.Number when value.TryGetInt32(out var number): return number;
            case JsonValueKind.String when name == "traceparent":
                return Text(name, value, text => ActivityContext.TryParse(text, null, out _), "must be a W3C traceparent");
            case JsonValueKind.String:
                return Text(name, value, text => text.Length <= MaxUriLength, $"must be at most {MaxUriLength} characters");
            default:
                _errors.Add(name, "must be a string, a boolean or a 32-bit integer, like every CloudEvents attribute");
                return null;
        }
    }

    private DateTimeOffset? TimeOf(string name, JsonElement value) =>
        Rfc3339.TryParse(Text(name, value, text => Rfc3339.TryParse(text, out _), Rfc3339.Rule), out var time) ? time : null;

    private string Uri(string name, JsonElement value) =>
        Text(name, value, text => text.Length <= MaxUriLength && UriReference.IsValid(text), UriReference.Rule);

    private string Text(string name, JsonElement value) =>
        Text(name, value, text => text.Length is > 0 and <= MaxTextLength, $"must be 1 to {MaxTextLength} characters");

    private string Text(string name, JsonElement value, Func<string, bool> accepts, string rule)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        var error = text is null ? "must be a string"
            : OneLine.WhyNot(text) ?? (accepts(text) ? null : rule);
        if (error is not null)
        {
            _errors.Add(name, error);
        }

        return text ?? "";
    }

    private void Require(string name, string? value)
    {
        if (value is null)
        {
            _errors.Add(name, "is required");
        }
    }

    private static bool IsJson(string text) =>
        MediaTypeHeaderValue.TryParse(text, out var type)
        && (Is(type, "application/json") || Is(type, "text/json") || type.MediaType!.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType!.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);
}
