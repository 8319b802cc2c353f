using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Inventory;

/// <summary>reserve-inventory: makes a paid order's reservation firm.</summary>
public sealed class ReserveInventoryFunction(QueueDelivery delivery)
{
    private const string Queue = "reserve-inventory";

    [Function("ReserveInventory")]
    public Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync(Queue, message, actions, cancellation);
}
