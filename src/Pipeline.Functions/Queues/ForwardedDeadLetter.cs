using System.Globalization;
using System.Net.Mime;
using Azure.Messaging;
using Azure.Messaging.ServiceBus;
using Pipeline.Events;

namespace Pipeline.Functions.Queues;

/// <summary>A message that a queue gave up on, as the broker forwards it.</summary>
/// <param name="Source">The queue that gave up.</param>
/// <param name="Reason">A failure's code, or the broker's own, such as MaxDeliveryCountExceeded.</param>
public sealed record ForwardedDeadLetter(string Source, CloudEvent Event, string Reason, string Detail, int Attempts, string? DeadLetterId)
{
    /// <summary>The queue that every other queue's dead letters are forwarded to.</summary>
    public const string Queue = "dead-letters";

    /// <summary>Reads any message: a body that is not an event becomes the data of one, so that nothing is lost.</summary>
    public static ForwardedDeadLetter Read(ServiceBusReceivedMessage message, DateTimeOffset now)
    {
        var source = SourceOf(message);
        return new(
            source,
            ReceivedEvent.Read(message).TryGet(out var received, out _) ? received.Event : Wrap(source, message, now),
            message.DeadLetterReason is { Length: > 0 } reason ? reason : "unknown",
            message.DeadLetterErrorDescription ?? "The broker said nothing more.",
            ReceivedEvent.AttemptOf(message),
            ReceivedEvent.DeadLetterIdOf(message));
    }

    // The broker names the entity, possibly as the path of its dead-letter queue.
    private static string SourceOf(ServiceBusReceivedMessage message) =>
        message.DeadLetterSource is { Length: > 0 } source ? source.Split('/')[0].ToLowerInvariant() : Queue;

    private static CloudEvent Wrap(string source, ServiceBusReceivedMessage message, DateTimeOffset now) =>
        new("/queues/" + source, Routes.Default.Prefix + "unreadable", message.Body, MediaTypeNames.Application.Octet,
            CloudEventDataFormat.Binary)
        {
            Id = message.MessageId is { Length: > 0 } id ? id : message.SequenceNumber.ToString(CultureInfo.InvariantCulture),
            Time = now,
        };
}
