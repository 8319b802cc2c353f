using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Messaging;
using Pipeline.Events;

namespace Pipeline.Azure.Events;

/// <summary>An event of our own around JSON from which no event can be read, so that the dead-letter store can hold it whole.</summary>
internal static class UnreadableDocument
{
    public static readonly string Type = Routes.Default.Prefix + "unreadable-document";

    /// <summary>The same JSON makes an event of the same id.</summary>
    public static CloudEvent Wrap(string source, JsonElement document, DateTimeOffset now)
    {
        var raw = document.GetRawText();
        return new CloudEvent(source, Type, BinaryData.FromString(raw), "application/json", CloudEventDataFormat.Json)
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)).AsSpan(0, 16)),
            Time = now,
        };
    }
}
