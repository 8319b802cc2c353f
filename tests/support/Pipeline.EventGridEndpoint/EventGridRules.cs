using System.Text.Json;
using Azure.Messaging;
using Microsoft.AspNetCore.Http;

namespace Pipeline.EventGridEndpoint;

/// <summary>What Event Grid requires of a request that publishes CloudEvents to a topic.</summary>
internal static class EventGridRules
{
    public const string Path = "/api/events";
    public const int MaxBytes = 1024 * 1024;

    private const string ApiVersion = "2018-01-01";
    private const string BatchType = "application/cloudevents-batch+json";
    private static readonly string[] Required = ["id", "source", "type", "specversion"];

    /// <summary>The error status for the request's headers; null when they are valid.</summary>
    public static int? Refuse(HttpRequest request, string key)
    {
        if (request.Path != Path || !HttpMethods.IsPost(request.Method))
        {
            return StatusCodes.Status404NotFound;
        }

        if (request.Headers["aeg-sas-key"] != key && request.Headers.Authorization != "Bearer " + EventGridToken.Value)
        {
            return StatusCodes.Status401Unauthorized;
        }

        var isBatch = request.ContentType?.Split(';')[0].Trim() == BatchType;
        return request.Query["api-version"] != ApiVersion ? StatusCodes.Status400BadRequest
            : isBatch ? null
            : StatusCodes.Status415UnsupportedMediaType;
    }

    /// <summary>The events of a batch, or its error status.</summary>
    public static (IReadOnlyList<CloudEvent> Events, int? Refusal) Read(byte[] body, IReadOnlySet<string> poisoned)
    {
        if (body.Length > MaxBytes)
        {
            return ([], StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var events = document.RootElement.EnumerateArray().ToList();
            return events.Any(IsTooLarge) ? ([], StatusCodes.Status413PayloadTooLarge)
                : events.Count == 0 || events.Any(item => !IsComplete(item) || poisoned.Contains(item.GetProperty("id").GetString()!))
                    ? ([], StatusCodes.Status400BadRequest)
                : ([.. events.Select(item => item.Deserialize<CloudEvent>()!)], null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return ([], StatusCodes.Status400BadRequest);
        }
    }

    private static bool IsTooLarge(JsonElement item) => JsonSerializer.SerializeToUtf8Bytes(item).Length > MaxBytes;

    private static bool IsComplete(JsonElement item) =>
        Required.All(name => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() != "")
        && item.GetProperty("specversion").GetString() == "1.0"
        && item.EnumerateObject().All(property => property.Name == "data_base64" || property.Name.All(IsAttributeCharacter));

    private static bool IsAttributeCharacter(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);
}
