using Microsoft.AspNetCore.Http.Features;

namespace Pipeline.Http.Problems;

/// <summary>Turns exceptions, the bare 404 and 405 that routing answers with, and requests that are too large into problems.</summary>
public sealed class ProblemMiddleware(RequestDelegate next, ExceptionProblems exceptions)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (RequestProblems.WhyTooLarge(context.Request, target) is { } tooLarge)
        {
            await tooLarge.ExecuteAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception error) when (IsHangUp(error, context))
        {
            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await exceptions.Of(error, context.Request).ExecuteAsync(context);
            return;
        }

        if (context.Response is { HasStarted: false, ContentType: null, ContentLength: null } && WhyBare(context) is { } problem)
        {
            await problem.ExecuteAsync(context);
        }
    }

    private static bool IsHangUp(Exception error, HttpContext context) =>
        error is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested;

    private static Problem? WhyBare(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Problem(404, "route-not-found", $"There is nothing at {context.Request.Path}."),
        StatusCodes.Status405MethodNotAllowed => new Problem(
            405, "method-not-allowed", $"{context.Request.Path} takes {context.Response.Headers.Allow}, not {context.Request.Method}."),
        _ => null,
    };
}
