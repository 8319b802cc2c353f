using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Orders;

/// <summary>project-order-view: keeps the read model.</summary>
public sealed class ProjectOrderViewFunction(QueueDelivery delivery)
{
    private const string Queue = "project-order-view";

    [Function("ProjectOrderView")]
    public Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync(Queue, message, actions, cancellation);
}
