using System.Text;
using Pipeline.Failures;
using Pipeline.Idempotency;

namespace Pipeline.Http.Orders;

/// <summary>The Idempotency-Key header; its value is null when the client sent none.</summary>
public sealed record IdempotencyKey(string? Value)
{
    public const string HeaderName = "Idempotency-Key";

    private static readonly IdempotencyKey None = new((string?)null);

    /// <summary>The key of a request, or <see cref="Malformed"/>.</summary>
    public static Result<IdempotencyKey> Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(HeaderName, out var values))
        {
            return None;
        }

        return values.Count == 1 && IsValid(values[0]!)
            ? new IdempotencyKey(values[0])
            : new Malformed(
                "bad-idempotency-key",
                $"{HeaderName} must be given once, with 1 to {IdempotencyLimits.MaxKeyLength} visible ASCII characters.");
    }

    private static bool IsValid(string key) =>
        key.Length is > 0 and <= IdempotencyLimits.MaxKeyLength && !key.AsSpan().ContainsAnyExceptInRange('!', '~');
}

/// <summary>An answer that a repeated request is given again.</summary>
public sealed record StoredAnswer(IdempotentAnswer Answer, bool Replayed) : IResult
{
    public const string ReplayedHeader = "Idempotency-Replayed";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var body = Encoding.UTF8.GetBytes(Answer.Body);
        response.StatusCode = Answer.Status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.Location = Answer.Location;
        if (Replayed)
        {
            response.Headers[ReplayedHeader] = "true";
        }

        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
