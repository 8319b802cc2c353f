using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Azure.Queues;

namespace Pipeline.AzurePath;

/// <summary>Settles one message of the <see cref="Broker"/>, as its function says.</summary>
public sealed class BrokerActions(Broker broker, string queue, BrokerMessage locked) : ServiceBusMessageActions
{
    /// <summary>Whether the function sent a copy for later, so that completing the message does not count as handling it.</summary>
    public bool HasCopy { get; set; }

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        broker.Complete(queue, locked, isEffective: !HasCopy);
        return Task.CompletedTask;
    }

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default)
    {
        broker.DeadLetter(queue, locked, propertiesToModify ?? [], deadLetterReason, deadLetterErrorDescription);
        return Task.CompletedTask;
    }
}

/// <summary>
/// Sends to the broker, and marks the message being delivered as postponed, so that completing it does not count as handling it.
/// </summary>
internal sealed class CopyNoting(Broker broker) : IQueueSender
{
    private readonly AsyncLocal<BrokerActions?> _current = new();

    /// <summary>The message that this asynchronous flow delivers.</summary>
    public BrokerActions? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public async Task SendAsync(QueueMessage message, CancellationToken cancellation)
    {
        await broker.SendAsync(message, cancellation);
        if (Current is { } current && message.NotBefore is not null)
        {
            current.HasCopy = true;
        }
    }
}
