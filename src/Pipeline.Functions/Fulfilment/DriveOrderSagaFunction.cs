using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Fulfilment;

/// <summary>order-saga: starts or signals the saga of an order.</summary>
public sealed class DriveOrderSagaFunction(QueueDelivery delivery)
{
    private const string Queue = "order-saga";

    [Function("DriveOrderSaga")]
    public Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync(Queue, message, actions, cancellation);
}
