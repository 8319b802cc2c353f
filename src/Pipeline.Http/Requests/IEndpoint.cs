using System.Diagnostics;
using Pipeline.Failures;
using Pipeline.Intake;

namespace Pipeline.Http.Requests;

/// <summary>One operation of the HTTP surface; knows ASP.NET Core's request and result, but no host.</summary>
public interface IEndpoint
{
    Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation);
}

/// <summary>Parts of a request outside its body.</summary>
public static class RequestParts
{
    /// <summary>What every route starts with.</summary>
    public const string RoutePrefix = "/api/";

    /// <summary>The text in the path where the route template has this name.</summary>
    public static string Route(this HttpRequest request, string name) => (string?)request.RouteValues[name] ?? "";

    /// <summary>The id in the path, or <see cref="NotFound"/> with that code when nothing can have it.</summary>
    public static Result<string> Id(this HttpRequest request, string code)
    {
        var id = request.Route("id");
        return Identifier.CanName(id)
            ? id
            : new NotFound(code, $"Nothing can have the id in the path: {Identifier.Shape}.");
    }

    /// <summary>The W3C traceparent header; null when it is missing or invalid.</summary>
    public static string? TraceParent(this HttpRequest request)
    {
        var header = request.Headers.TraceParent;
        return header.Count == 1 && ActivityContext.TryParse(header[0], null, out _) ? header[0] : null;
    }
}
