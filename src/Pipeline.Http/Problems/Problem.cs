using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Pipeline.Failures;
using Pipeline.Intake;

namespace Pipeline.Http.Problems;

/// <summary>
/// An error as application/problem+json (RFC 9457): one that only HTTP knows, or a <see cref="Failure"/>. The only place where failures
/// become HTTP.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable kebab-case name; docs/problems.md explains each one.</param>
/// <param name="Detail">What went wrong and what to do about it, for a person to read.</param>
public sealed record Problem(int Status, string Code, string Detail) : IResult
{
    /// <summary>The start of every problem type's URI; the code follows.</summary>
    public const string TypePrefix = "https://pipeline.example.com/problems/";

    // JSON, not HTML: leave quotes unescaped so that people can read them.
    private static readonly ProblemJson Json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Messages by field, when the request's content is invalid.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>When to repeat the request, if it may then succeed.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The authentication scheme that a 401 asks for.</summary>
    public string? Challenge { get; init; }

    /// <summary>What a failure looks like to an HTTP client.</summary>
    public static Problem Of(Failure failure) => failure switch
    {
        Malformed or Stale => Of(StatusCodes.Status400BadRequest, failure),
        Unauthentic => Of(StatusCodes.Status401Unauthorized, failure) with { Challenge = "Signature" },
        NotFound => Of(StatusCodes.Status404NotFound, failure),
        Rejected or StockShort => Of(StatusCodes.Status409Conflict, failure),
        Conflict => Of(StatusCodes.Status409Conflict, failure) with { RetryAfter = DefaultRetryAfter },
        Invalid invalid => Of(StatusCodes.Status422UnprocessableEntity, failure) with { Errors = invalid.Errors },
        Permanent => Of(StatusCodes.Status422UnprocessableEntity, failure),
        Transient transient => Of(StatusCodes.Status503ServiceUnavailable, failure) with
        {
            RetryAfter = transient.RetryAfter ?? DefaultRetryAfter,
        },
        _ => throw new UnreachableException($"No HTTP status for a {failure.GetType().Name}."),
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var body = ToJson(request.PathBase.Add(request.Path).ToUriComponent());
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        response.Headers.WWWAuthenticate = Challenge;
        if (RetryAfter is { } after)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static Problem Of(int status, Failure failure) => new(status, failure.Code, failure.Detail);

    private byte[] ToJson(string instance) => Errors is null
        ? JsonSerializer.SerializeToUtf8Bytes(Fill(new ProblemDetails(), instance), Json.ProblemDetails)
        : JsonSerializer.SerializeToUtf8Bytes(
            Fill(new HttpValidationProblemDetails(Errors.ToDictionary()), instance), Json.HttpValidationProblemDetails);

    private T Fill<T>(T problem, string instance)
        where T : ProblemDetails
    {
        problem.Type = TypePrefix + Code;
        problem.Title = Title(Code);
        problem.Status = Status;
        // It may quote the caller, and is read where it is shown.
        problem.Detail = OneLine.Clean(Detail);
        problem.Instance = instance;
        return problem;
    }

    // order-not-found -> Order not found: the same for each occurrence of a type, as RFC 9457 asks.
    private static string Title(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');
}

/// <summary>Source-generated JSON of problem documents.</summary>
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class ProblemJson : JsonSerializerContext;
