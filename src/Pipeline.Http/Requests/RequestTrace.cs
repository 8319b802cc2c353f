using System.Diagnostics;

namespace Pipeline.Http.Requests;

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
