using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Orders;

/// <summary>send-order-confirmation: one e-mail per order.</summary>
public sealed class SendOrderConfirmationFunction(QueueDelivery delivery)
{
    private const string Queue = "send-order-confirmation";

    [Function("SendOrderConfirmation")]
    public Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync(Queue, message, actions, cancellation);
}
