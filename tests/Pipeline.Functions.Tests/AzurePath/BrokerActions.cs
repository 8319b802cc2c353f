using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>Settles one message of the <see cref="Broker"/>, as its function says.</summary>
internal sealed class BrokerActions(Broker broker, string queue, BrokerMessage message) : ServiceBusMessageActions
{
    /// <summary>Whether the function sent a copy for later: its completion then is no effect.</summary>
    public bool HasCopy { get; set; }

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage received, CancellationToken cancellationToken = default)
    {
        broker.Complete(queue, message, isEffective: !HasCopy);
        return Task.CompletedTask;
    }

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage received,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default)
    {
        broker.DeadLetter(queue, message, propertiesToModify ?? [], deadLetterReason, deadLetterErrorDescription);
        return Task.CompletedTask;
    }
}
