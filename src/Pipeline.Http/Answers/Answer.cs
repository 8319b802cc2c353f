using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Http.Answers;

/// <summary>A JSON answer.</summary>
public sealed class Answer<T>(int status, T value, JsonTypeInfo<T> json) : IResult
{
    public string? Location { get; init; }

    public string? ETag { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var body = JsonSerializer.SerializeToUtf8Bytes(value, json);
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.Location = Location;
        response.Headers.ETag = ETag;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}

/// <summary>304: the client already has this version.</summary>
public sealed class NotModified(string etag) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        httpContext.Response.Headers.ETag = etag;
        return Task.CompletedTask;
    }
}

/// <summary>One page of a list; <paramref name="Next"/> is the <c>after</c> of the next page, null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Makes pages of what ports list.</summary>
public static class Pages
{
    /// <summary>A page of what a port listed; a full one may be followed by another, after its last id.</summary>
    public static Page<TBody> Of<T, TBody>(
        string list, IReadOnlyList<T> listed, int limit, Func<T, TBody> body, Func<T, string> id) =>
        new([.. listed.Select(body)], listed.Count < limit ? null : PageCursor.Of(list, id(listed[^1])));
}
