// The package is not annotated for null.
#nullable disable

namespace Azure.Messaging.ServiceBus;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public partial class ServiceBusReceivedMessage
{
    internal ServiceBusReceivedMessage()
    {
    }

    public IReadOnlyDictionary<string, object> ApplicationProperties { get; internal set; }

    public BinaryData Body { get; internal set; }

    public string ContentType { get; internal set; }

    public string CorrelationId { get; internal set; }

    public string DeadLetterErrorDescription => Property("DeadLetterErrorDescription");

    public string DeadLetterReason => Property("DeadLetterReason");

    public string DeadLetterSource { get; internal set; }

    public int DeliveryCount { get; internal set; }

    public DateTimeOffset EnqueuedTime { get; internal set; }

    public DateTimeOffset LockedUntil { get; internal set; }

    public string LockToken { get; internal set; }

    public string MessageId { get; internal set; }

    public DateTimeOffset ScheduledEnqueueTime { get; internal set; }

    public long SequenceNumber { get; internal set; }

    public ServiceBusMessageState State { get; internal set; }

    public string Subject { get; internal set; }

    // The broker hands both texts over among the application properties.
    private string Property(string name) => ApplicationProperties.TryGetValue(name, out var value) ? value as string : null;
}
