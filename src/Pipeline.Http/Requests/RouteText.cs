namespace Pipeline.Http.Requests;

/// <summary>What stands before every route, and the parameters of a route template.</summary>
public static class RouteText
{
    /// <summary>What stands before every route.</summary>
    public const string Prefix = "/api/";

    /// <summary>The text in the path where the template has this name.</summary>
    public static string Route(this HttpRequest request, string name) => (string?)request.RouteValues[name] ?? "";
}
