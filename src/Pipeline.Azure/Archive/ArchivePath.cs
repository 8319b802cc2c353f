using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging;

namespace Pipeline.Azure.Archive;

/// <summary>Where an event lies in the archive: in its hour, under a hash of its source and id.</summary>
internal static class ArchivePath
{
    public static string Of(CloudEvent cloudEvent) => $"{Hour(cloudEvent.Time)}{Hash(cloudEvent)}.json";

    /// <summary>The folder of an hour; events without a time have one of their own.</summary>
    public static string Hour(DateTimeOffset? time) => time is { } known
        ? known.UtcDateTime.ToString("yyyy'/'MM'/'dd'/'HH'/'", CultureInfo.InvariantCulture)
        : "undated/";

    private static string Hash(CloudEvent cloudEvent) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cloudEvent.Source + "\n" + cloudEvent.Id)).AsSpan(0, 16));
}
