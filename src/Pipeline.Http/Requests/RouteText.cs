namespace Pipeline.Http.Requests;

/// <summary>Parameters of a route template.</summary>
public static class RouteText
{
    /// <summary>The text in the path where the template has this name.</summary>
    public static string Route(this HttpRequest request, string name) => (string?)request.RouteValues[name] ?? "";
}
