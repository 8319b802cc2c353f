using Pipeline.Failures;
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
