namespace Pipeline.Azure.Blobs;

/// <summary>Where Blob Storage is: <c>Blobs__serviceUri</c>, by identity, or <c>Blobs</c>, a connection string.</summary>
internal sealed record BlobOptions
{
    /// <summary>The account's blob endpoint, taken by identity.</summary>
    public string ServiceUri { get; set; } = "";

    /// <summary>A connection string, such as that of Azurite; it goes first.</summary>
    public string ConnectionString { get; set; } = "";
}
