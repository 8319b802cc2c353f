using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Pipeline.Azure.Queues;
using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Identity;

namespace Pipeline.Functions.Queues;

/// <summary>Sends events straight into Service Bus queues.</summary>
public sealed class ServiceBusQueueSender(ServiceBusClient client, IIdGenerator ids) : IQueueSender
{
    // A sender keeps its link open; the client closes them all when it is disposed.
    private readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new(StringComparer.Ordinal);

    public async Task SendAsync(QueueMessage message, CancellationToken cancellation)
    {
        try
        {
            await _senders.GetOrAdd(message.Queue, client.CreateSender).SendMessageAsync(ToBroker(message), cancellation);
        }
        catch (ServiceBusException error) when (error.Reason == ServiceBusFailureReason.MessageSizeExceeded)
        {
            throw new FailureException(new Permanent("message-too-large", $"Queue {message.Queue} takes no message of that size."), error);
        }
        catch (Exception error) when (ServiceBusFailure.Is(error))
        {
            throw ServiceBusFailure.Of(error);
        }
    }

    private ServiceBusMessage ToBroker(QueueMessage message)
    {
        var broker = new ServiceBusMessage(new BinaryData(CloudEvents.ToJson(message.Event)))
        {
            ContentType = "application/cloudevents+json",
            // Not the event's id: duplicate detection would swallow a retry within its window.
            MessageId = ids.Next(),
            Subject = message.Event.Type,
        };
        broker.ApplicationProperties[MessageProperties.Attempt] = message.Attempt;
        if (message.DeadLetterId is { } deadLetterId)
        {
            broker.ApplicationProperties[MessageProperties.DeadLetterId] = deadLetterId;
        }

        if (message.NotBefore is { } due)
        {
            broker.ScheduledEnqueueTime = due;
        }

        return broker;
    }
}
