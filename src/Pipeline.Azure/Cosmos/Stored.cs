namespace Pipeline.Azure.Cosmos;

/// <summary>A document as it was read.</summary>
internal sealed record Stored<T>(T Document, string ETag);
