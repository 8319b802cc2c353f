using Microsoft.Extensions.Logging;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Http.Problems;

/// <summary>Turns a handler's exception into a problem; an unexpected one is logged and reveals nothing internal to the caller.</summary>
public sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger)
{
    /// <summary>The problem to answer with.</summary>
    public IResult Of(Exception error, HttpRequest request) => error switch
    {
        // A stored event that cannot be read is not for the caller to correct.
        FailureException known and not UnreadableEventException => Problem.Of(known.Failure),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new Problem(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is larger than the server takes; send less."),
        BadHttpRequestException bad => new Problem(bad.StatusCode, "bad-request", bad.Message),
        _ => Unexpected(error, request),
    };

    private Problem Unexpected(Exception error, HttpRequest request)
    {
        LogUnexpected(error, request.Method, request.Path, request.HttpContext.TraceIdentifier);
        return new Problem(
            StatusCodes.Status500InternalServerError,
            "internal-error",
            $"An error that is not yours. It is in the server's log as {request.HttpContext.TraceIdentifier}; it is safe to try again.");
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed unexpectedly ({TraceId})")]
    private partial void LogUnexpected(Exception error, string method, string path, string traceId);
}
