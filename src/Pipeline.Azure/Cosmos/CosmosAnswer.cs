using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;
using Pipeline.Failures;
using Polly.Timeout;

namespace Pipeline.Azure.Cosmos;

/// <summary>The service's answer to one request.</summary>
/// <param name="Steps">The status of each operation of a batch; empty for anything else.</param>
internal sealed record CosmosAnswer(
    HttpStatusCode Status,
    int SubStatus,
    TimeSpan? RetryAfter,
    string? ETag,
    string? Error,
    ReadOnlyMemory<byte> Content,
    IReadOnlyList<HttpStatusCode> Steps)
{
    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    public static async Task<CosmosAnswer> OfAsync(Task<ResponseMessage> request)
    {
        using var response = await request;
        return new CosmosAnswer(
            response.StatusCode,
            SubStatusOf(response.Headers),
            RetryAfterOf(response.Headers),
            response.Headers.ETag,
            ErrorOf(response),
            await ReadAsync(response.Content),
            []);
    }

    public static async Task<CosmosAnswer> OfAsync(Task<TransactionalBatchResponse> request)
    {
        using var response = await request;
        return new CosmosAnswer(
            response.StatusCode,
            SubStatusOf(response.Headers),
            response.RetryAfter,
            response.Count > 0 ? response[0].ETag : null,
            response.ErrorMessage,
            default,
            [.. response.Select(step => step.StatusCode)]);
    }

    public T Read<T>(JsonTypeInfo<T> json) =>
        JsonSerializer.Deserialize(Content.Span, json) ?? throw new JsonException("A document is null.");

    /// <summary>Reads the answer as the outcome of a write.</summary>
    /// <exception cref="Failures.FailureException">The service refused the write.</exception>
    public Written ToWritten() => new(
        Status switch
        {
            _ when IsSuccess => WriteOutcome.Done,
            HttpStatusCode.Conflict => WriteOutcome.Exists,
            HttpStatusCode.PreconditionFailed => WriteOutcome.Changed,
            HttpStatusCode.NotFound => WriteOutcome.Missing,
            _ => throw CosmosFailures.Refused(this),
        },
        ETag);

    private static int SubStatusOf(Headers? headers) =>
        int.TryParse(headers?["x-ms-substatus"], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;

    // The SDK's typed header is internal.
    private static TimeSpan? RetryAfterOf(Headers? headers) =>
        double.TryParse(headers?["x-ms-retry-after-ms"], NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    // The response's own message holds the diagnostics of every attempt: too large and too costly for routine answers.
    private static string? ErrorOf(ResponseMessage response)
    {
        try
        {
            if ((int)response.StatusCode is not (404 or 409 or 412 or 429))
            {
                response.EnsureSuccessStatusCode();
            }

            return null;
        }
        catch (CosmosException error)
        {
            return error.ResponseBody;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream? content)
    {
        if (content is null)
        {
            return default;
        }

        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer);
        return buffer.ToArray();
    }
}

/// <summary>Turns answers and exceptions of Cosmos DB into failures; nothing else does.</summary>
internal static class CosmosFailures
{
    // Sub-statuses of 404: the replica lags behind this session; the container or database itself is missing.
    private const int SessionNotAvailable = 1002;
    private const int OwnerMissing = 1003;

    /// <summary>Whether to repeat the request: it was refused for now, or its outcome is unknown.</summary>
    public static bool IsTransient(CosmosAnswer answer) => answer.Status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Gone => true,
        HttpStatusCode.NotFound => answer.SubStatus == SessionNotAvailable,
        // 449 (Retry With): the service itself lost a race between two writes.
        _ => (int)answer.Status is 449 or >= 500,
    };

    /// <summary>Whether the request's outcome is unknown.</summary>
    public static bool IsLost(CosmosAnswer answer) =>
        IsTransient(answer) && (int)answer.Status is not (404 or 429 or 449);

    /// <summary>The same for an exception that the caller's own token did not cause.</summary>
    public static bool IsTransient(Exception error) => error switch
    {
        CosmosException known => (int)known.StatusCode is 404 or 408 or 410 or 429 or 449 or >= 500,
        HttpRequestException or IOException or OperationCanceledException or TimeoutException or TimeoutRejectedException => true,
        _ => false,
    };

    /// <summary>The failure once retries are exhausted.</summary>
    /// <param name="answer">The last answer.</param>
    /// <param name="isLost">Whether an attempt may have taken effect.</param>
    public static FailureException Spent(CosmosAnswer answer, bool isLost) =>
        new(new Transient(CodeOf(answer.Status), DetailOf(answer), answer.RetryAfter) { MayHaveHappened = isLost });

    public static FailureException Spent(Exception error) => error switch
    {
        CosmosException known => Lost(CodeOf(known.StatusCode), $"Cosmos DB answered {(int)known.StatusCode}: {known.ResponseBody}", error),
        HttpRequestException or IOException => Lost("store-unreachable", "Cosmos DB could not be reached.", error),
        _ => Lost("store-timed-out", "Cosmos DB did not answer in time.", error),
    };

    /// <summary>The failure for a request that the service refuses, however often it is repeated.</summary>
    public static FailureException Refused(CosmosAnswer answer) => new(answer.Status switch
    {
        HttpStatusCode.RequestEntityTooLarge => new Permanent(
            "document-too-large", "Cosmos DB takes documents and batches of at most 2 MB."),
        // An operator can fix these; until then nothing is given up.
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new Transient("store-forbidden", DetailOf(answer)),
        HttpStatusCode.NotFound => new Transient("store-missing", DetailOf(answer)),
        _ => new Permanent("store-refused", DetailOf(answer)),
    });

    /// <summary>Whether a 404 is about the container or database, which the deployment creates, rather than a document.</summary>
    public static bool IsMissingContainer(CosmosAnswer answer) =>
        answer is { Status: HttpStatusCode.NotFound, SubStatus: OwnerMissing };

    private static FailureException Lost(string code, string detail, Exception error) =>
        new(new Transient(code, detail) { MayHaveHappened = true }, error);

    private static string CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => "store-throttled",
        HttpStatusCode.RequestTimeout => "store-timed-out",
        _ => "store-unavailable",
    };

    private static string DetailOf(CosmosAnswer answer) => answer.Error is { Length: > 0 } error
        ? $"Cosmos DB answered {(int)answer.Status}: {error}"
        : $"Cosmos DB answered {(int)answer.Status}.";
}
