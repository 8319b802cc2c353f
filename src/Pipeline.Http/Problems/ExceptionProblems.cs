using Microsoft.Extensions.Logging;
using Pipeline.Events;
using Pipeline.Failures;

namespace Pipeline.Http.Problems;

/// <summary>Turns a handler's exception into a problem; an unexpected one is logged, once, and its caller told under which id.</summary>
public sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger)
{
    /// <summary>The problem to answer with.</summary>
    public IResult Of(Exception error, HttpRequest request) => error switch
    {
        UnreadableEventException => Damaged(error, request),
        FailureException known => Problem.Of(known.Failure),
        BadHttpRequestException refused => RequestProblems.Of(refused),
        _ when Failed.From(error).Code != "unexpected" => Passing(error, request),
        _ => Unexpected(error, request),
    };

    /// <summary>The problem for a caller who sends the same again, as webhooks do: a 503 whatever was thrown.</summary>
    public Problem Passing(Exception error, HttpRequest request)
    {
        var id = Log(error, request);
        return Problem.Of(new Transient(Failed.From(error).Code, $"Send it again. {InLog(id)}"));
    }

    // A stored event that cannot be read is not for the caller to correct.
    private Problem Damaged(Exception error, HttpRequest request) => Problem.Of(new Rejected(
        UnreadableEventException.DamagedCode,
        $"What is stored here is damaged. {error.Message} An operator restores it from a backup. {InLog(Log(error, request))}"));

    private Problem Unexpected(Exception error, HttpRequest request)
    {
        var id = Log(error, request);
        return new Problem(
            StatusCodes.Status500InternalServerError,
            "internal-error",
            $"An error that is not yours; it is safe to try again. {InLog(id)}");
    }

    private string Log(Exception error, HttpRequest request)
    {
        // Escaped: a line break in the path must not start a line of the log.
        LogUnexpected(error, request.Method, request.Path.ToUriComponent(), request.HttpContext.TraceIdentifier);
        return request.HttpContext.TraceIdentifier;
    }

    private static string InLog(string id) => $"The server's log has it as {id}; quote that when you report it.";

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed unexpectedly ({TraceId})")]
    private partial void LogUnexpected(Exception error, string method, string path, string traceId);
}
