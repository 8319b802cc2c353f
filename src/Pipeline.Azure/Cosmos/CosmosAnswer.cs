using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;

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
