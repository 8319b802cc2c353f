using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Pipeline.Failures;

namespace Pipeline.Intake;

/// <summary>Parses JSON from outside: UTF-8, no duplicate properties, no lone surrogates, at most 64 levels deep.</summary>
public static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    // What System.Text.Json advises is for who calls it.
    private const string ForProgrammers = " which is not supported in this mode. Change the reader options.";

    /// <summary>The document, or <see cref="Malformed"/>. It reads from <paramref name="json"/>, which must outlive it.</summary>
    public static Result<JsonDocument> Parse(ReadOnlyMemory<byte> json)
    {
        if (WhyNotText(json.Span) is { } why)
        {
            return NotJson(why);
        }

        try
        {
            return HasLoneSurrogate(json.Span)
                ? NotJson("A string holds half of a surrogate pair (\\ud800 to \\udfff) without its other half.")
                : JsonDocument.Parse(json, Options);
        }
        catch (JsonException error)
        {
            return NotJson(error.Message.Replace(ForProgrammers, ".", StringComparison.Ordinal));
        }
    }

    private static string? WhyNotText(ReadOnlySpan<byte> json) =>
        !Utf8.IsValid(json) ? "It is not valid UTF-8."
        : json.StartsWith("\uFEFF"u8) ? "It begins with a byte order mark; leave that out."
        : json.Trim(" \t\r\n"u8).IsEmpty ? "It is empty."
        : null;

    /// <summary>
    /// The same JSON with U+FFFD for each half of a surrogate pair: for messages that must not be refused for a text that somebody cut.
    /// </summary>
    public static ReadOnlyMemory<byte> WithoutLoneSurrogates(ReadOnlyMemory<byte> json)
    {
        byte[]? mended = null;
        for (var at = 0; at < json.Length;)
        {
            var unit = Escaped(json.Span, at);
            if (unit is { } high && char.IsHighSurrogate(high) && Escaped(json.Span, at + 6) is { } low && char.IsLowSurrogate(low))
            {
                at += 12;
                continue;
            }

            if (unit is { } half && char.IsSurrogate(half))
            {
                mended ??= json.ToArray();
                "fffd"u8.CopyTo(mended.AsSpan(at + 2));
            }

            at += unit is not null ? 6 : json.Span[at] == '\\' ? 2 : 1;
        }

        return mended ?? json;
    }

    // The UTF-16 unit of a \uXXXX at this place.
    private static char? Escaped(ReadOnlySpan<byte> json, int at) =>
        at + 6 <= json.Length && json[at..].StartsWith("\\u"u8)
            && ushort.TryParse(json.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;

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
