namespace Pipeline.Azure.Blobs;

/// <summary>The containers of the pipeline in Blob Storage; the Bicep makes the same ones.</summary>
internal static class BlobContainers
{
    /// <summary>Where Event Grid puts events that it could not deliver.</summary>
    public const string Undelivered = "undelivered";

    /// <summary>Every event, for replays.</summary>
    public const string Archive = "archive";

    /// <summary>E-mails, as long as no provider sends them.</summary>
    public const string Emails = "emails";
}
