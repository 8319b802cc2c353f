using System.Text;
using Pipeline.Idempotency;

namespace Pipeline.Http.Orders;

/// <summary>An answer that is given again to whoever repeats its request.</summary>
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
