using Microsoft.Net.Http.Headers;
using Pipeline.Failures;
using Pipeline.Http.Problems;
using Pipeline.Intake;

namespace Pipeline.Http.Requests;

/// <summary>Reads a JSON object from a request.</summary>
public static class JsonRequest
{
    /// <summary>What <paramref name="read"/> makes of the body's fields, or everything that is wrong with it.</summary>
    public static async Task<Received<T>> ReadAsync<T>(HttpRequest request, Func<JsonFields, T> read, CancellationToken cancellation)
    {
        if (ContentTypes.WhyNot(request, ContentTypes.Json) is { } wrongType)
        {
            return wrongType;
        }

        if (!(await RequestBody.ReadAsync(request, cancellation)).TryGet(out var body, out var problem))
        {
            return problem;
        }

        using (body)
        {
            return Parse(body.Bytes, read);
        }
    }

    /// <inheritdoc cref="ReadAsync{T}"/>
    public static Result<T> Parse<T>(ReadOnlyMemory<byte> json, Func<JsonFields, T> read)
    {
        if (!StrictJson.Parse(json).TryGet(out var document, out var failure))
        {
            return failure;
        }

        using (document)
        {
            var errors = new FieldErrors();
            var value = read(new JsonFields(document.RootElement, errors));
            return errors.Any ? errors.ToFailure("invalid-request") : value;
        }
    }
}

/// <summary>Checks a request's content type.</summary>
public static class ContentTypes
{
    public const string Json = "application/json";
    public const string CloudEvent = "application/cloudevents+json";

    private const string Code = "unsupported-content-type";

    /// <summary>Null when the body is of that type, in UTF-8 and not compressed; otherwise a 415.</summary>
    public static Problem? WhyNot(HttpRequest request, string expected, string? hint = null)
    {
        var encodings = request.Headers.GetCommaSeparatedValues(HeaderNames.ContentEncoding);
        if (encodings.FirstOrDefault(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) is { } encoding)
        {
            return Refuse($"Content-Encoding {encoding} is not taken; send the body as it is.");
        }

        var given = request.ContentType;
        return given == expected || Is(given, expected)
            ? null
            : Refuse($"Send the body as {expected} in UTF-8{(string.IsNullOrEmpty(given) ? "" : $", not {given}")}.{hint}");
    }

    private static bool Is(string? contentType, string expected) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(expected, StringComparison.OrdinalIgnoreCase)
        && type.Parameters.Where(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            .All(charset => HeaderUtilities.RemoveQuotes(charset.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static Problem Refuse(string detail) => new(StatusCodes.Status415UnsupportedMediaType, Code, detail);
}
