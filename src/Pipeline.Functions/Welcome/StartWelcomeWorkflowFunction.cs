using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Functions.Queues;

namespace Pipeline.Functions.Welcome;

/// <summary>start-welcome-workflow: a welcome mail now, a tips mail later.</summary>
public sealed class StartWelcomeWorkflowFunction(QueueDelivery delivery)
{
    private const string Queue = "start-welcome-workflow";

    [Function("StartWelcomeWorkflow")]
    public Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync(Queue, message, actions, cancellation);
}
