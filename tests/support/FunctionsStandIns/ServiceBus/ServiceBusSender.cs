// The package is not annotated for null.
#nullable disable

namespace Azure.Messaging.ServiceBus;

/// <summary>Compile-time stand-in of the package type of that name; its members are meant to be mocked.</summary>
public partial class ServiceBusSender : IAsyncDisposable
{
    protected ServiceBusSender()
    {
    }

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public virtual ValueTask DisposeAsync() => default;
}
