namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>A message in one queue of the <see cref="Broker"/>.</summary>
internal sealed record BrokerMessage(
    long Number, string MessageId, BinaryData Body, IReadOnlyDictionary<string, object> Properties, DateTimeOffset Due)
{
    /// <summary>The queue whose dead letter it was; null in its first queue.</summary>
    public string? Source { get; init; }

    public int Deliveries { get; init; }
}
