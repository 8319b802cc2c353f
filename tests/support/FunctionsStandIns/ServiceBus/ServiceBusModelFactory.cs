// The package is not annotated for null.
#nullable disable

using Azure.Messaging.ServiceBus.Administration;

namespace Azure.Messaging.ServiceBus;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public static partial class ServiceBusModelFactory
{
    public static ServiceBusReceivedMessage ServiceBusReceivedMessage(
        BinaryData body = null,
        string messageId = null,
        string partitionKey = null,
        string viaPartitionKey = null,
        string sessionId = null,
        string replyToSessionId = null,
        TimeSpan timeToLive = default,
        string correlationId = null,
        string subject = null,
        string to = null,
        string contentType = null,
        string replyTo = null,
        DateTimeOffset scheduledEnqueueTime = default,
        IDictionary<string, object> properties = null,
        Guid lockTokenGuid = default,
        int deliveryCount = 0,
        DateTimeOffset lockedUntil = default,
        long sequenceNumber = -1,
        string deadLetterSource = null,
        long enqueuedSequenceNumber = 0,
        DateTimeOffset enqueuedTime = default,
        ServiceBusMessageState serviceBusMessageState = ServiceBusMessageState.Active) => new()
        {
            Body = body ?? new BinaryData(""),
            MessageId = messageId,
            CorrelationId = correlationId,
            Subject = subject,
            ContentType = contentType,
            ScheduledEnqueueTime = scheduledEnqueueTime,
            ApplicationProperties = new Dictionary<string, object>(properties ?? new Dictionary<string, object>()),
            LockToken = lockTokenGuid.ToString(),
            DeliveryCount = deliveryCount,
            LockedUntil = lockedUntil,
            SequenceNumber = sequenceNumber,
            DeadLetterSource = deadLetterSource,
            EnqueuedTime = enqueuedTime,
            State = serviceBusMessageState,
        };

    public static QueueRuntimeProperties QueueRuntimeProperties(
        string name,
        long activeMessageCount = 0,
        long scheduledMessageCount = 0,
        long deadLetterMessageCount = 0,
        long transferDeadLetterMessageCount = 0,
        long transferMessageCount = 0,
        long totalMessageCount = 0,
        long sizeInBytes = 0,
        DateTimeOffset createdAt = default,
        DateTimeOffset updatedAt = default,
        DateTimeOffset accessedAt = default) => new()
        {
            Name = name,
            ActiveMessageCount = activeMessageCount,
            ScheduledMessageCount = scheduledMessageCount,
            DeadLetterMessageCount = deadLetterMessageCount,
            TransferDeadLetterMessageCount = transferDeadLetterMessageCount,
        };
}
