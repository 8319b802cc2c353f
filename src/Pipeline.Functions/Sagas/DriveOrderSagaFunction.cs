using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Sagas;

/// <summary>order-saga: starts or signals the saga of an order.</summary>
public sealed class DriveOrderSagaFunction(QueueDelivery delivery, DurableClients clients)
{
    private const string Queue = "order-saga";

    [Function("DriveOrderSaga")]
    public Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        clients.Use(client);
        return delivery.DeliverAsync(Queue, message, actions, cancellation);
    }
}
