using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;

namespace Pipeline.Azure.Cosmos;

/// <summary>What the service said to one request.</summary>
/// <param name="Steps">The status of each operation of a batch; empty for anything else.</param>
internal sealed record CosmosAnswer(
    HttpStatusCode Status,
    int SubStatus,
    TimeSpan? RetryAfter,
    string? ETag,
    string? Continuation,
    string? Error,
    ReadOnlyMemory<byte> Content,
    IReadOnlyList<HttpStatusCode> Steps)
{
    /// <summary>How many attempts it took.</summary>
    public int Attempts { get; init; } = 1;

    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    public static async Task<CosmosAnswer> OfAsync(Task<ResponseMessage> request)
    {
        using var response = await request;
        return new CosmosAnswer(
            response.StatusCode,
            SubStatusOf(response.Headers),
            RetryAfterOf(response.Headers),
            response.Headers.ETag,
            response.ContinuationToken,
            response.ErrorMessage,
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
            Continuation: null,
            response.ErrorMessage,
            default,
            [.. response.Select(step => step.StatusCode)]);
    }

    public T Read<T>(JsonTypeInfo<T> json) =>
        JsonSerializer.Deserialize(Content.Span, json) ?? throw new JsonException("A document is null.");

    /// <summary>The outcome of a write.</summary>
    /// <exception cref="Failures.FailureException">The service refused it.</exception>
    public Written ToWritten() => new(
        Status switch
        {
            _ when IsSuccess => WriteOutcome.Done,
            HttpStatusCode.Conflict => WriteOutcome.Exists,
            HttpStatusCode.PreconditionFailed => WriteOutcome.Changed,
            HttpStatusCode.NotFound => WriteOutcome.Missing,
            _ => throw CosmosFailures.Refused(this),
        },
        ETag,
        Repeated: Attempts > 1);

    private static int SubStatusOf(Headers? headers) =>
        int.TryParse(headers?["x-ms-substatus"], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;

    // The SDK's typed header is internal.
    private static TimeSpan? RetryAfterOf(Headers? headers) =>
        double.TryParse(headers?["x-ms-retry-after-ms"], NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

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
