using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Logs;

/// <summary>count-log-line: counts log lines by level.</summary>
public sealed class CountLogLineFunction(QueueDelivery delivery)
{
    private const string Queue = "count-log-line";

    [Function("CountLogLine")]
    public Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync(Queue, message, actions, cancellation);
}
