using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Pipeline.Failures;
using Pipeline.Webhooks;

namespace Pipeline.Http.Problems;

/// <summary>A failure as application/problem+json (RFC 9457): the one place where failures become HTTP.</summary>
public sealed class Problem(Failure failure) : IResult
{
    /// <summary>What every problem type begins with; the failure's code follows. docs/problems.md explains each.</summary>
    public const string TypePrefix = "https://pipeline.example.com/problems/";

    // The answer is no HTML, and people read it: quotes stay quotes.
    private static readonly ProblemJson Json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>The HTTP status of a failure.</summary>
    public static int StatusOf(Failure failure) => failure switch
    {
        HttpFailure http => http.Status,
        Malformed or Stale => StatusCodes.Status400BadRequest,
        Unauthentic => StatusCodes.Status401Unauthorized,
        NotFound => StatusCodes.Status404NotFound,
        Conflict or Rejected => StatusCodes.Status409Conflict,
        Invalid or Permanent => StatusCodes.Status422UnprocessableEntity,
        Transient => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status409Conflict,
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var status = StatusOf(failure);
        var body = ToJson(status, request.PathBase.Add(request.Path).ToUriComponent());
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        AddHeaders(response.Headers, status);
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private void AddHeaders(IHeaderDictionary headers, int status)
    {
        if (failure is Transient or Conflict)
        {
            var after = (failure as Transient)?.RetryAfter ?? DefaultRetryAfter;
            headers.RetryAfter = Math.Max(1, Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = failure is Unauthentic ? "Signature" : "ApiKey";
        }
    }

    private byte[] ToJson(int status, string instance) => failure is Invalid invalid
        ? JsonSerializer.SerializeToUtf8Bytes(
            Fill(new HttpValidationProblemDetails(invalid.Errors.ToDictionary()), status, instance), Json.HttpValidationProblemDetails)
        : JsonSerializer.SerializeToUtf8Bytes(Fill(new ProblemDetails(), status, instance), Json.ProblemDetails);

    private T Fill<T>(T problem, int status, string instance)
        where T : ProblemDetails
    {
        problem.Type = TypePrefix + failure.Code;
        problem.Title = Title(failure.Code);
        problem.Status = status;
        problem.Detail = failure.Detail;
        problem.Instance = instance;
        return problem;
    }

    // order-not-found -> Order not found: the same for each occurrence of a type, as RFC 9457 asks.
    private static string Title(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');
}
