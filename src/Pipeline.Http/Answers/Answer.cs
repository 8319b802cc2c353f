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
