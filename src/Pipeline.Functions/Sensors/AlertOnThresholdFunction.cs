using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Sensors;

/// <summary>alert-on-threshold: raises an alert when a reading is above its threshold.</summary>
public sealed class AlertOnThresholdFunction(QueueDelivery delivery)
{
    private const string Queue = "alert-on-threshold";

    [Function("AlertOnThreshold")]
    public Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync(Queue, message, actions, cancellation);
}
