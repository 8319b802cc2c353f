using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Http.Problems;
using Pipeline.Http.Requests;

namespace Pipeline.Functions.Http;

/// <summary>
/// Runs the endpoints for every HTTP function. The worker builds its own ASP.NET Core pipeline with no place for middleware, so what
/// an endpoint throws becomes a problem document here.
/// </summary>
public sealed class HttpCalls(IServiceProvider services, ExceptionProblems problems)
{
    /// <summary>The endpoint's answer, or the problem that it threw.</summary>
    public async Task<IResult> RunAsync<TEndpoint>(HttpRequest request)
        where TEndpoint : IEndpoint
    {
        var aborted = request.HttpContext.RequestAborted;
        try
        {
            // The one that a call asks for is made, not all that the class of HTTP functions knows.
            return await services.GetRequiredService<TEndpoint>().HandleAsync(request, aborted);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException && aborted.IsCancellationRequested)
        {
            // The caller hung up: nobody is there to be answered.
            return Results.Empty;
        }
        catch (Exception error)
        {
            return problems.Of(error, request);
        }
    }
}
