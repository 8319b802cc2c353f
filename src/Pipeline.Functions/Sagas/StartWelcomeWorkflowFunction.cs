using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Sagas;

/// <summary>start-welcome-workflow: a welcome mail now, a tips mail later.</summary>
public sealed class StartWelcomeWorkflowFunction(QueueDelivery delivery, DurableClients clients)
{
    private const string Queue = "start-welcome-workflow";

    [Function("StartWelcomeWorkflow")]
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
