// The package is not annotated for null.
#nullable disable

using Azure.Core;

namespace Azure.Messaging.ServiceBus;

/// <summary>Compile-time stand-in of the package type of that name; its members are meant to be mocked.</summary>
public partial class ServiceBusClient : IAsyncDisposable
{
    protected ServiceBusClient()
    {
    }

    public ServiceBusClient(string connectionString)
    {
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential) =>
        FullyQualifiedNamespace = fullyQualifiedNamespace;

    public virtual string FullyQualifiedNamespace { get; }

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => throw new NotSupportedException();

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => throw new NotSupportedException();

    public virtual ValueTask DisposeAsync() => default;
}
