using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Pipeline.Functions.Sagas;

namespace Pipeline.Functions.Queues;

/// <summary>
/// The queues of routes.json as functions: each is one method, in the order of the file. No method settles a message itself.
/// </summary>
public sealed class QueueFunctions(QueueDelivery delivery, DeadLetterDelivery deadLetters, DurableClients clients)
{
    /// <summary>Starts or signals the saga of an order.</summary>
    [Function("DriveOrderSaga")]
    public Task DriveOrderSaga(
        [ServiceBusTrigger("order-saga", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        clients.Use(client);
        return delivery.DeliverAsync("order-saga", message, actions, cancellation);
    }

    /// <summary>One e-mail per order.</summary>
    [Function("SendOrderConfirmation")]
    public Task SendOrderConfirmation(
        [ServiceBusTrigger("send-order-confirmation", Connection = "ServiceBus", AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync("send-order-confirmation", message, actions, cancellation);

    /// <summary>A welcome mail now, a tips mail later.</summary>
    [Function("StartWelcomeWorkflow")]
    public Task StartWelcomeWorkflow(
        [ServiceBusTrigger("start-welcome-workflow", Connection = "ServiceBus", AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        clients.Use(client);
        return delivery.DeliverAsync("start-welcome-workflow", message, actions, cancellation);
    }

    /// <summary>Raises an alert when a reading is above its threshold.</summary>
    [Function("AlertOnThreshold")]
    public Task AlertOnThreshold(
        [ServiceBusTrigger("alert-on-threshold", Connection = "ServiceBus", AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync("alert-on-threshold", message, actions, cancellation);

    /// <summary>Makes a paid order's reservation firm.</summary>
    [Function("ReserveInventory")]
    public Task ReserveInventory(
        [ServiceBusTrigger("reserve-inventory", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync("reserve-inventory", message, actions, cancellation);

    /// <summary>Counts log lines by level.</summary>
    [Function("CountLogLine")]
    public Task CountLogLine(
        [ServiceBusTrigger("count-log-line", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync("count-log-line", message, actions, cancellation);

    /// <summary>One e-mail per shipment.</summary>
    [Function("NotifyShipment")]
    public Task NotifyShipment(
        [ServiceBusTrigger("notify-shipment", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync("notify-shipment", message, actions, cancellation);

    /// <summary>Keeps the read model.</summary>
    [Function("ProjectOrderView")]
    public Task ProjectOrderView(
        [ServiceBusTrigger("project-order-view", Connection = "ServiceBus", AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync("project-order-view", message, actions, cancellation);

    /// <summary>Writes every event to the archive that replays read.</summary>
    [Function("ArchiveEvents")]
    public Task ArchiveEvents(
        [ServiceBusTrigger("archive-events", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync("archive-events", message, actions, cancellation);

    /// <summary>Keeps what every other queue gave up on, as the broker forwards it.</summary>
    [Function("KeepDeadLetters")]
    public Task KeepDeadLetters(
        [ServiceBusTrigger(ForwardedDeadLetter.Queue, Connection = "ServiceBus", AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => deadLetters.DeliverAsync(message, actions, cancellation);
}
