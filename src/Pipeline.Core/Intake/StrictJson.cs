using System.Text.Json;
using System.Text.Unicode;
using Pipeline.Failures;

namespace Pipeline.Intake;

/// <summary>Parses JSON from outside: UTF-8, no duplicate properties, no lone surrogates, at most 64 levels deep.</summary>
public static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>The document, or <see cref="Malformed"/>. It reads from <paramref name="json"/>, which must outlive it.</summary>
    public static Result<JsonDocument> Parse(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
        {
            return NotJson("It is not valid UTF-8.");
        }

        try
        {
            return HasLoneSurrogate(json.Span)
                ? NotJson("A string holds half of a surrogate pair (\\ud800 to \\udfff) without its other half.")
                : JsonDocument.Parse(json, Options);
        }
        catch (JsonException error)
        {
            return NotJson(error.Message);
        }
    }

    // Utf8JsonReader accepts any \uXXXX; only decoding the string reveals a lone surrogate.
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && !IsText(ref reader))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static Malformed NotJson(string why) => new("not-json", $"The body is not JSON that can be taken: {why}");
}
