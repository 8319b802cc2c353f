using Microsoft.AspNetCore.Http;
using Pipeline.Http;
using Pipeline.SimulatedDays.World;

namespace Pipeline.SimulatedDays.Machine;

/// <summary>Makes a request as a server would have it, without a server: its sockets and threads could not be stepped.</summary>
internal static class CallContext
{
    private static readonly Dictionary<string, HttpOperation> Operations = HttpSurface.Operations.ToDictionary(one => one.Name);

    public static HttpContext ToContext(this Call call, IServiceProvider services, Stream answer)
    {
        var operation = Operations[call.Operation];
        var context = new DefaultHttpContext { RequestServices = services };
        var request = context.Request;
        (request.Method, request.Scheme, request.Host) = (operation.Method, "http", new HostString("localhost"));
        request.Path = "/api/" + Fill(operation.Route, call.Id, context);
        request.QueryString = new QueryString(call.Query);
        (request.ContentType, request.ContentLength) = (call.ContentType, call.Body.Length);
        request.Body = new MemoryStream(call.Body);
        foreach (var (name, value) in call.Headers)
        {
            request.Headers[name] = value;
        }

        context.Response.Body = answer;
        context.Items[typeof(HttpOperation)] = operation;
        return context;
    }

    public static HttpOperation GetOperation(this HttpContext context) => (HttpOperation)context.Items[typeof(HttpOperation)]!;

    private static string Fill(string route, string? id, HttpContext context)
    {
        var open = route.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
        {
            return route;
        }

        var close = route.IndexOf('}', open);
        context.Request.RouteValues[route[(open + 1)..close]] = id;
        return $"{route[..open]}{id}{route[(close + 1)..]}";
    }
}
