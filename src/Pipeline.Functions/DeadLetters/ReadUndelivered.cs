using System.Text.Json;
using Azure.Messaging;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Azure.Undelivered;

namespace Pipeline.Functions.DeadLetters;

/// <summary>
/// BlobCreated in the container <c>undelivered</c>: stores what Event Grid could not deliver as dead letters. When this fails
/// Event Grid redelivers the notice, and the timer finds the blob in any case.
/// </summary>
public sealed class ReadUndelivered(UndeliveredReader reader)
{
    [Function("ReadUndelivered")]
    public Task RunAsync([EventGridTrigger] CloudEvent notice, CancellationToken cancellation) =>
        reader.ReadAsync(UrlOf(notice), cancellation);

    // The data of a storage event says where the blob is.
    private static string UrlOf(CloudEvent notice)
    {
        using var data = JsonDocument.Parse(notice.Data ?? throw new JsonException($"Storage event {notice.Id} has no data."));
        return data.RootElement.GetProperty("url").GetString() ?? throw new JsonException($"Storage event {notice.Id} names no blob.");
    }
}
