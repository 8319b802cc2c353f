using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Pipeline.Functions.DeadLetters;

/// <summary>dead-letters: keeps what every other queue gave up on, as the broker forwards it.</summary>
public sealed class KeepDeadLettersFunction(DeadLetterDelivery delivery)
{
    [Function("KeepDeadLetters")]
    public Task RunAsync(
        [ServiceBusTrigger(ForwardedLetter.Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellation) => delivery.DeliverAsync(message, actions, cancellation);
}
