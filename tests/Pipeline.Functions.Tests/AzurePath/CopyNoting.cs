using Pipeline.Azure.Queues;

namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>Sends to the broker, and notes at the message under delivery that it was put off, so that its completion is no effect.</summary>
internal sealed class CopyNoting(Broker broker) : IQueueSender
{
    public BrokerActions? Current { get; set; }

    public async Task SendAsync(QueueMessage message, CancellationToken cancellation)
    {
        await broker.SendAsync(message, cancellation);
        if (Current is { } current && message.NotBefore is not null)
        {
            current.HasCopy = true;
        }
    }
}
