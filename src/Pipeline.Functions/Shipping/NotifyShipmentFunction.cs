using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Shipping;

/// <summary>notify-shipment: one e-mail per shipment.</summary>
public sealed class NotifyShipmentFunction(QueueDelivery delivery)
{
    private const string Queue = "notify-shipment";

    [Function("NotifyShipment")]
    public Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync(Queue, message, actions, cancellation);
}
