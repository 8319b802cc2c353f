using System.Diagnostics;

namespace Pipeline.Http.Requests;

/// <summary>One operation of the HTTP surface; knows ASP.NET Core's request and result, and no host.</summary>
public interface IEndpoint
{
    Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation);
}

/// <summary>The W3C trace context that a request came with.</summary>
public static class RequestTrace
{
    /// <summary>The traceparent header; null when there is none or it is not one, as W3C asks.</summary>
    public static string? TraceParent(this HttpRequest request)
    {
        var header = request.Headers.TraceParent;
        return header.Count == 1 && ActivityContext.TryParse(header[0], null, out _) ? header[0] : null;
    }
}

/// <summary>What stands before every route, and the parameters of a route template.</summary>
public static class RouteText
{
    /// <summary>What stands before every route.</summary>
    public const string Prefix = "/api/";

    /// <summary>The text in the path where the template has this name.</summary>
    public static string Route(this HttpRequest request, string name) => (string?)request.RouteValues[name] ?? "";
}
